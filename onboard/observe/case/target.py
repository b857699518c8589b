"""Which address is examined: the one that was named, the clone at hand's, or what is set up."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from onboard.address import Address, Form
from onboard.address.forms import EXPOSED, ROTATE, SIGNED_EXPOSED
from onboard.address.hosts import is_ours
from onboard.address.parts import parts, passwordless
from onboard.address.read import read, read_word
from onboard.address.render import plain as plainly
from onboard.errors import BadInput, OnboardError
from onboard.git.entries import entries
from onboard.git.remotes import Remote, Repository, git_uses, read_repository
from onboard.observe.case.git_view import line_of
from onboard.places import Places
from onboard.regions import find_region, grc_url, https_url, ssh_url, with_user
from onboard.situation import Method, Situation
from onboard.situation.case import Target

SCHEMES = {Form.SSH: "ssh", Form.SCP: "ssh", Form.GRC: "grc"}
AS_IT_IS = (Form.HTTPS, Form.SSH, Form.SCP, Form.GRC)
"""The forms that git can be given; any other only names the repository."""
NO_FAULT = (EXPOSED, ROTATE, SIGNED_EXPOSED)
"""What is said of a password in an address: it is a fact of its own."""


def asked_for(places: Places, text: str | None, region: str | None) -> Target | None:
    """The address that was named on the command line; raises BadInput where it is none."""
    if text is None:
        return None
    found = read(text, region or "")
    address, where = found.address, "the address that was named"
    if address.form not in AS_IT_IS:
        return _target(plainly(address, Form.HTTPS), replace(address, form=Form.HTTPS), where)
    return _target(text.strip(), address, where, found.notes, found.password)


def found_here(places: Places, folder: Path | None) -> Target:
    """The CodeCommit remote of the clone at hand, `origin` before others; empty where none is."""
    if folder is None or not folder.is_dir():
        return Target()
    try:
        repository = read_repository(places, folder)
    except OnboardError:  # the person is in no clone
        return Target()
    remotes = sorted(
        (*repository.remotes, *repository.elsewhere), key=lambda one: one.name != "origin"
    )
    for one in remotes:
        if one.pushes:
            continue
        if target := _of_remote(one, repository) or _sent_elsewhere(one, repository):
            told = replace(target, folder=folder, remote=one.name)
            return _with_setting(places, told, one, repository)
    return Target()


def from_setups(situation: Situation, repository: str | None) -> Target:
    """The address that a set-up here is for; empty where nothing is set up, or nowhere."""
    listed = situation.repositories
    name = repository or (listed[0] if isinstance(listed, tuple) and listed else "")
    setup = max(situation.setups, key=lambda one: one.proved or situation.now.min, default=None)
    if setup is None or not name or not situation.region.name:
        return Target()
    region, where = find_region(situation.region.name), "what is set up here"
    address = Address(Form.HTTPS, name, region.name)
    if setup.method is Method.SSH:
        block = next((one for one in situation.machine.blocks if one.user == setup.user), None)
        alias = (
            next((one for one, host in block.aliases if host == region.host), "") if block else ""
        )
        return _target(ssh_url(region, name, alias), replace(address, form=Form.SSH), where)
    if setup.method is Method.GRC:
        grc = replace(address, form=Form.GRC, profile=setup.profile or "")
        return _target(grc_url(region, name, setup.profile), grc, where)
    return _target(with_user(https_url(region, name), setup.url_user), address, where)


def in_region(target: Target, situation: Situation) -> Target:
    """A codecommit:: address may leave the Region to the profile or the environment."""
    name = situation.region.name
    if target.scheme != "grc" or target.region or target.problems or not name:
        return target
    return replace(target, region=name, host=find_region(name).host)


def _of_remote(remote: Remote, repository: Repository) -> Target | None:
    """Where the remote really is, if that is at CodeCommit."""
    url = git_uses(repository.instead, remote.value)
    where = f"remote {remote.name} in {repository.file}"
    try:
        found = read_word(url)
    except BadInput as error:
        if not _names_codecommit(url):
            return None
        scheme = "grc" if url.startswith("codecommit:") else ""
        shown = passwordless(url)
        return Target(url=shown, where=where, scheme=scheme, problems=(error.message,))
    if found is None:
        return None
    notes = found.notes
    if found.address.form not in AS_IT_IS:
        notes = ("That is for people to look at, or names the repository; git cannot go there.",)
    return _target(url, found.address, where, notes, found.password)


def _sent_elsewhere(remote: Remote, repository: Repository) -> Target | None:
    """A remote that is written for CodeCommit, and which a setting takes to another server."""
    url = git_uses(repository.instead, remote.value)
    if url == remote.value or _of_remote(remote, replace(repository, instead=())) is None:
        return None
    where = f"remote {remote.name} in {repository.file}"
    return Target(url=passwordless(url), where=where, host=parts(url.partition("://")[2])[1])


def _with_setting(places: Places, target: Target, remote: Remote, repository: Repository) -> Target:
    """With the setting that makes git use another address than the one that is written."""
    if git_uses(repository.instead, remote.value) == remote.value:
        return target
    rows = entries(places, "insteadOf", target.folder, "url")
    fits = [one for one in rows if one.value and remote.value.startswith(one.value)]
    found = max(fits, key=lambda one: len(one.value), default=None)
    if found is None or target.folder is None:
        return target
    whole = replace(found, origin=str(target.folder / found.origin))
    written = passwordless(remote.value)
    return replace(target, written=written, instead=whole, instead_line=line_of(whole))


def _target(
    url: str, address: Address, where: str, notes: tuple[str, ...] = (), password: bool = False
) -> Target:
    scheme = SCHEMES.get(address.form, "https")
    region = find_region(address.region) if address.region else None
    plain = passwordless(url)
    userinfo, host, _ = parts(plain.partition("://")[2])
    return Target(
        url=plain,
        where=where,
        scheme=scheme,
        host=host if scheme != "grc" else (region.host if region else ""),
        region=address.region,
        repository=address.repository,
        account=address.account,
        user=unquote(userinfo.partition(":")[0]) if scheme != "grc" else "",
        profile=address.profile,
        password=password,
        problems=tuple(one for one in notes if one not in NO_FAULT),
    )


def _names_codecommit(url: str) -> bool:
    return "codecommit" in url.lower() or is_ours(parts(url.partition("://")[2])[1])
