"""The edits of an ssh configuration that mend it, and what stands in for them. Pure."""

from fnmatch import fnmatchcase
from pathlib import Path

from onboard.doctor.finding import FIX, Edit, Mend, SetUpAgain
from onboard.offer import offers
from onboard.regions import find_region, ssh_host_pattern
from onboard.situation import Method, Unknown
from onboard.situation.case import Case
from onboard.situation.ssh import SshLine, SshView
from onboard.ssh.alias import account_at
from onboard.ssh.names import is_key_id

_AUTHENTICATED = (
    *("access denied: ", "not authorized to perform", "repository not found"),
    "successfully authenticated over ssh",
)
"""What the server says only to somebody whom it knows."""


def kept_out(case: Case) -> SshView | None:
    """How ssh goes there, where git was refused before the server knew who it is."""
    view, attempt = case.ssh, case.attempt
    if view is None or isinstance(view, Unknown) or attempt is None or attempt.ok:
        return None
    said = attempt.said.lower()
    return None if any(one in said for one in _AUTHENTICATED) else view


def resolved(case: Case) -> SshView | None:
    """The same, where ssh told what it makes of its configuration."""
    view = kept_out(case)
    return view if view is not None and view.options else None


def set_up(case: Case) -> tuple[str, Mend | None]:
    """The next thing, and the mend: ssh set up as onboard does it; lines by hand give way."""
    account = owner(case)
    if account not in ("", case.situation.identity.account):
        return f"Name the profile of account {account}: onboard doctor --profile NAME --fix", None
    offer = next((one for one in offers(case.situation) if one.method is Method.SSH), None)
    if offer is not None and offer.available:
        return FIX, SetUpAgain(Method.SSH, adopt=True)
    reason = offer.reason if offer else ""
    return f"{reason} Use an https address: onboard url --rewrite .".strip(), None


def owner(case: Case) -> str:
    """The account whose key is meant for the address; empty where that is not known."""
    blocks, target = case.situation.machine.blocks, case.target
    return target.account or account_at(blocks, target.host)


def first(view: SshView, keyword: str, value: str) -> SshLine | None:
    """The line that gives the option the value that ssh took."""
    found = (one for one in view.lines if one.keyword == keyword)
    return next((one for one in found if one.value.lower() == value.lower()), None)


def is_ours_alone(line: SshLine) -> bool:
    """Whether it stands in a section that names CodeCommit's hosts and no others."""
    head, _, words = line.section.partition(" ")
    hosts = words.split()
    return head == "Host" and bool(hosts) and all(_codecommit(one) for one in hosts)


def cut(line: SshLine) -> Edit:
    """The edit that takes the line out."""
    return Edit(line.file, ((line.number, line.text),))


def block_to_the_top(view: SshView) -> Edit | None:
    """The edit that puts the block of onboard above all else; None where there is none to move."""
    block, top = view.block, view.first_line
    if not block or top is None or view.config is None or block[0][0] == 1:
        return None
    return Edit(view.config, ((1, top), *block), (*(text for _, text in block), top))


def own_section(case: Case, view: SshView, *options: str) -> Edit | None:
    """The edit that gives CodeCommit's hosts a section of their own, at the top of the file."""
    top, region = view.first_line, case.target.region
    if top is None or view.config is None or not region:
        return None
    hosts = dict.fromkeys((ssh_host_pattern(find_region(region).partition), case.target.host))
    names = [one for one in hosts if not _covered(one, hosts)]
    lines = (f"Host {' '.join(names)}", *(f"  {one}" for one in options), "Match all")
    return Edit(view.config, ((1, top),), (*lines, top))


def by_key(view: SshView) -> bool:
    """Whether ssh signs in as a key's id."""
    return is_key_id(view.user)


def in_file(path: Path, line: int) -> str:
    """A place, as findings name it."""
    return f"{path}, line {line}"


def _covered(name: str, others: dict[str, str | None]) -> bool:
    return any(name != one and fnmatchcase(name, one) for one in others)


def _codecommit(pattern: str) -> bool:
    return "codecommit" in pattern.lower() and not pattern.startswith("!")
