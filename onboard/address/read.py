"""From a pasted text to the repository that it means."""

import re
from dataclasses import replace

from onboard.address import Found, Resolve, nobody
from onboard.address.console import is_console, read_link
from onboard.address.foreign import refusal
from onboard.address.forms import read_arn, read_grc, read_https, read_name, read_ssh
from onboard.address.hosts import is_ours
from onboard.address.names import NAME
from onboard.address.parts import ALIAS, parts
from onboard.address.pasted import words_of
from onboard.errors import BadInput
from onboard.regions import find_region

_URL = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<rest>.*)", re.DOTALL)
_SCP = re.compile(r"(?:(?P<user>[^@/]*)@)?(?P<host>[A-Za-z0-9._-]+):(?P<path>[^:].*)", re.DOTALL)
_OF_SSH = ("ssh", "git+ssh", "ssh+git", "git", "sftp", "scp")
_REPOSITORY = re.compile(r"/*(?:v1/+)?repos/")


def read(text: str, region: str = "", resolve: Resolve = nobody) -> Found:
    """The repository that a text names; `region` is for one that says none.

    Raises BadInput, never with a password in it, where it names none, or one that cannot be.
    """
    if region:
        find_region(region)
    words, problem = words_of(text), None
    found: Found | None = None
    for word in words:
        try:
            one = read_word(word, region, resolve)
        except BadInput as error:
            problem = problem or error
            continue
        if one and found is None:
            found = one
        elif one and found and _place(one) != _place(found):
            note = "There were more addresses in that text; the first one is taken."
            return _checked(replace(found, notes=(*found.notes, note)))
    alone = len(words) == 1 and "::" not in text  # half an address is no name
    if found is None and problem is None and alone and NAME.fullmatch(words[0]):
        found = read_name(words[0], region)
    if found is None:
        raise problem or refusal(words)
    return _checked(found)


def read_word(word: str, region: str = "", resolve: Resolve = nobody) -> Found | None:
    """The same of one word; None where it is no address of CodeCommit at all."""
    if word.startswith("codecommit:"):
        return read_grc(word, region)
    if word.startswith("arn:aws"):
        return read_arn(word)
    if url := _URL.fullmatch(word):
        return _read_url(url["scheme"].lower(), url["rest"], region, resolve)
    if found := _SCP.fullmatch(word):
        known = ALIAS.fullmatch(found["host"]) or _REPOSITORY.match(found["path"])
        port = re.match(r"\d{1,5}(?=/)", found["path"])
        if is_ours(found["host"]) and port:
            path = found["path"][port.end() :]
            return read_https(found["user"] or "", found["host"], path, "", region)
        if is_ours(found["host"]) or known:
            place = (found["user"] or "", found["host"], found["path"])
            return read_ssh(*place, "", region, resolve)
    host, slash, path = word.rpartition("@")[2].partition("/")
    if slash and is_ours(host):
        return read_https(word.rpartition("@")[0], host, slash + path, "", region)
    return read_link(host, slash + path, region) if slash and is_console(host) else None


def _read_url(scheme: str, rest: str, region: str, resolve: Resolve) -> Found | None:
    userinfo, host, path = parts(rest)
    if scheme in _OF_SSH:
        meant = is_ours(host) or ALIAS.fullmatch(host) or _REPOSITORY.match(path)
        return read_ssh(userinfo, host, path, scheme, region, resolve) if meant else None
    if scheme not in ("http", "https"):
        return None
    if is_console(host):
        return read_link(host, path, region)
    return read_https(userinfo, host, path, scheme, region) if is_ours(host) else None


def _place(found: Found) -> tuple[str, str]:
    return found.address.repository, found.address.region


def _checked(found: Found) -> Found:
    if not found.address.region:
        raise BadInput(
            f"That names the repository {found.address.repository}, but not its Region.",
            "Give it: --region REGION.",
        )
    return found
