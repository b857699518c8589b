"""Which address is examined: the one that was named, the clone at hand's, or what is set up."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from onboard.address import Address, Form
from onboard.address.hosts import is_ours
from onboard.address.parts import parts, passwordless
from onboard.address.read import read, read_word
from onboard.errors import BadInput, OnboardError
from onboard.git.remotes import Remote, Repository, git_uses, read_repository
from onboard.places import Places
from onboard.regions import find_region, grc_url, https_url, ssh_url, with_user
from onboard.situation import Method, Situation
from onboard.situation.case import Target

SCHEMES = {Form.SSH: "ssh", Form.SCP: "ssh", Form.GRC: "grc"}


def asked_for(places: Places, text: str | None, region: str | None) -> Target | None:
    """The address that was named on the command line; raises BadInput where it is none."""
    if text is None:
        return None
    found = read(text, region or "")
    return _target(text.strip(), found.address, "the command line", found.notes)


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
        if target := _of_remote(one, repository):
            return replace(target, folder=folder, remote=one.name)
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


def _of_remote(remote: Remote, repository: Repository) -> Target | None:
    url = git_uses(repository.instead, remote.value)
    where = f"remote {remote.name} in {repository.file}"
    try:
        found = read_word(url)
    except BadInput as error:
        if not _names_codecommit(url):
            return None
        return Target(url=passwordless(url), where=where, problems=(error.message,))
    if found is None:
        return None
    return _target(url, found.address, where, found.notes, found.password)


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
        problems=notes,
    )


def _names_codecommit(url: str) -> bool:
    return "codecommit" in url.lower() or is_ours(parts(url.partition("://")[2])[1])
