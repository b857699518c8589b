"""Which methods are set up on this machine, read from git's and ssh's real configuration."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from urllib.parse import unquote

from onboard.git.helper_line import HelperLine, last_line, read_line
from onboard.situation import (
    ExistingSetup,
    HelperEntry,
    Identity,
    Machine,
    Method,
    Store,
    VaultEntry,
)

LastProof = Callable[[Method, str], datetime | None]
NOBODY: Mapping[str, str] = MappingProxyType({})
NUMBER = re.compile(r"[0-9]{12}")
"""What an account without a profile is called in its section."""
PREFIX, HELPER = "credential.", ".helper"


def setups(
    machine: Machine,
    identity: Identity,
    profile: str | None,
    last_proof: LastProof,
    accounts: Mapping[str, str] = NOBODY,
) -> tuple[ExistingSetup, ...]:
    """Every method that is configured, one entry for all hosts of the same.

    `accounts` says whose the other profiles are, as far as earlier runs tell.
    """
    found = [
        *_sections(machine, identity, profile),
        *_unscoped(machine.helpers, identity, profile),
        *(
            ExistingSetup(
                Method.SSH,
                one.account,
                None,
                None,
                one.user,
                tuple(alias for alias, _ in one.aliases) or one.hosts,
            )
            for one in machine.blocks
        ),
    ]
    named = [
        one if one.account else replace(one, account=accounts.get(one.profile or "", ""))
        for one in _merged(found)
    ]
    return tuple(replace(one, proved=last_proof(one.method, one.account)) for one in named)


def _sections(machine: Machine, identity: Identity, profile: str | None) -> list[ExistingSetup]:
    found = []
    for key, values in machine.git_settings.items():
        if not key.lower().endswith(HELPER):
            continue
        user, _, host = key[len(PREFIX) : -len(HELPER)].partition("://")[2].rpartition("@")
        setup = _of_section(values, machine.vault, identity, profile)
        if setup:
            named = user if NUMBER.fullmatch(user) and setup.profile is None else ""
            account = named or setup.account
            found.append(replace(setup, account=account, hosts=(host,), url_user=unquote(user)))
    return found


def _of_section(
    values: tuple[str, ...],
    vault: tuple[VaultEntry, ...],
    identity: Identity,
    profile: str | None,
) -> ExistingSetup | None:
    """What a section's helper lines amount to; an empty line forgets those before it."""
    first = last_line(values)
    if first is None:
        return ExistingSetup(Method.GRC, identity.account, profile, None, profile or "", ())
    if first.kind == "https":
        users = [one.username for one in vault if one.account == first.account]
        user = users[-1] if users else ""  # the newest is what the helper answers with
        return ExistingSetup(Method.HTTPS, first.account, None, None, user, ())
    if first.kind in ("helper", "aws"):
        return _signing(first, identity, profile)
    entry = next((one for one in vault if one.store is Store.GIT_HELPER), None)
    if entry is None:
        return None
    return ExistingSetup(Method.HTTPS, entry.account, None, None, entry.username, ())


def _unscoped(
    helpers: tuple[HelperEntry, ...], identity: Identity, profile: str | None
) -> list[ExistingSetup]:
    """The AWS CLI's helper as AWS's own pages set it up: for every host."""
    lines = [read_line(one.value) for one in helpers if not one.url]
    return [_signing(one, identity, profile) for one in lines if one.kind == "aws"][:1]


def _signing(line: HelperLine, identity: Identity, profile: str | None) -> ExistingSetup:
    same = line.profile == profile or line.profile is None
    account = identity.account if same else ""
    user = line.profile or ""
    return ExistingSetup(Method.HELPER, account, line.profile, None, user, ())


def _merged(found: list[ExistingSetup]) -> list[ExistingSetup]:
    joined: Mapping[tuple[object, ...], list[ExistingSetup]] = {}
    table = dict(joined)
    for one in found:
        table.setdefault((one.method, one.account, one.profile, one.user), []).append(one)
    return [
        replace(same[0], hosts=tuple(host for one in same for host in one.hosts))
        for same in table.values()
    ]
