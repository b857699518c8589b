"""The plan that gives a repository's remotes the right addresses."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from onboard.address import Found, Resolve
from onboard.address.here import to_use
from onboard.address.hosts import is_ours
from onboard.address.parts import passwordless
from onboard.address.read import read_word
from onboard.errors import BadInput
from onboard.git.remotes import Remote, Repository, git_uses
from onboard.situation import Method, Situation
from onboard.steps.remotes import Change, RewriteRemotes
from onboard.work import Plan

COMMAND = "url"
NO_NAMES: Mapping[str, str] = MappingProxyType({})


def remotes_plan(
    repository: Repository,
    situation: Situation,
    resolve: Resolve,
    names: Mapping[str, str] = NO_NAMES,
) -> Plan:
    """Every address of CodeCommit among the remotes gets the one to use here; others stay.

    `names` says what a repository is really called that is written otherwise.
    """
    changes: list[Change] = []
    notes: list[str] = []
    methods: list[Method] = []
    passwords, seen = False, 0
    for remote in repository.remotes:
        found = _found(remote, situation, resolve, notes)
        if found is None:
            notes += _by_setting(remote, repository)
            continue
        seen += 1
        found = _renamed(found, names)
        use = to_use(found, situation)
        methods += [use.method] if use.method else []
        said = f"{remote.name}: " if len(repository.remotes) > 1 else ""
        notes += [f"{said}{words}" for words in (*found.notes, *use.notes)]
        notes += _turned(remote, use.address, repository)
        if use.address != remote.value:
            changes.append((remote.key, passwordless(remote.value), use.address))
            passwords |= found.password
    notes += _elsewhere(repository, situation, resolve)
    if not seen:
        notes.append(f"No remote in {repository.file} is at CodeCommit.")
    steps = (RewriteRemotes(repository.file, tuple(dict.fromkeys(changes)), passwords),)
    return Plan(
        command=COMMAND,
        method=methods[0] if methods else Method.HTTPS,
        account=situation.identity.account,
        profile=situation.profile,
        region=situation.region.name or "",
        steps=tuple(one.previewed() for one in steps) if changes else (),
        notes=tuple(dict.fromkeys(notes)),
    )


def _found(
    remote: Remote, situation: Situation, resolve: Resolve, notes: list[str]
) -> Found | None:
    """The repository at CodeCommit that the remote means; one that cannot be read is told."""
    region = _region_for(remote, situation)
    try:
        found = read_word(remote.value, region, resolve)
        if found and not found.address.region:
            raise BadInput("It names no Region.", "")
    except BadInput as error:
        notes.append(f"The remote {remote.name} was left as it is: {error.message}")
        return None
    return found


def _renamed(found: Found, names: Mapping[str, str]) -> Found:
    address = found.address
    name = names.get(address.repository, address.repository)
    return replace(found, address=replace(address, repository=name))


def _region_for(remote: Remote, situation: Situation) -> str:
    """For `codecommit://PROFILE@NAME`: the profile's own Region."""
    profile = remote.value.removeprefix("codecommit://").rpartition("@")[0]
    fact = next((one for one in situation.profiles if one.name == profile), None)
    return (fact.region if fact else None) or situation.region.name or ""


def _by_setting(remote: Remote, repository: Repository) -> list[str]:
    """A remote that is at CodeCommit only because a setting says so."""
    real = git_uses(repository.instead, remote.value, remote.pushes)
    if real == remote.value or not is_ours(_host(real)):
        return []
    return [f"The remote {remote.name} is at CodeCommit by a url.….insteadOf setting; it stays."]


def _turned(remote: Remote, new: str, repository: Repository) -> list[str]:
    """A setting that makes git use something else than the new address."""
    real = git_uses(repository.instead, new, remote.pushes)
    pushed = git_uses(repository.instead, new, pushes=True)
    notes = [f"A setting url.….insteadOf makes git use {passwordless(real)} for it."]
    if pushed != real:
        more = f"A setting url.….pushInsteadOf makes git push to {passwordless(pushed)}."
        return [*(notes if real != new else ()), more]
    return notes if real != new else []


def _elsewhere(repository: Repository, situation: Situation, resolve: Resolve) -> list[str]:
    rest = replace(repository, remotes=repository.elsewhere, elsewhere=())
    quiet: list[str] = []
    return [
        f"The remote {one.name} stands in another file than {repository.file}; it was left: "
        f"git config --show-origin {one.key}"
        for one in rest.remotes
        if _found(one, situation, resolve, quiet)
    ]


def _host(url: str) -> str:
    return url.partition("://")[2].rpartition("@")[2].partition("/")[0]
