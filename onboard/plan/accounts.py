"""Several accounts on one machine: who has the plain hosts, and what a further one is called.

The first account gets the plain addresses. Each further one gets a section, and addresses, with a
user name (the profile's, or the Git credential's), and for ssh an alias of the host. Pure.
"""

from collections.abc import Iterator
from urllib.parse import unquote

from onboard.git.helper_line import HelperLine, last_line
from onboard.regions import Region, host_patterns, ssh_host_pattern
from onboard.situation import Method, Setup, Situation, Store

DEFAULT = "default"
"""What a block without an account is filed under."""


def url_user(situation: Situation, setup: Setup) -> str | None:
    """The user name in this account's addresses: empty for the plain ones, None for a new name."""
    mine = [user for user, line in _sections(situation) if _is_mine(situation, setup, line)]
    if mine:
        return "" if "" in mine else mine[0]
    plain = [line for user, line in _sections(situation) if not user]
    return None if plain else ""


def profile_user(situation: Situation, setup: Setup) -> str:
    """The same for a method that signs: a new name is the profile's, or the account's number."""
    user = url_user(situation, setup)
    new = situation.profile or situation.identity.account or DEFAULT
    return new if user is None else user


def ssh_names(
    situation: Situation, region: Region
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The host patterns of this account's block, and its aliases; an alias never changes."""
    account = situation.identity.account or DEFAULT
    plain = ssh_host_pattern(region.partition)
    mine = next((one for one in situation.machine.blocks if one.account == account), None)
    taken = any(plain in one.hosts for one in situation.machine.blocks if one.account != account)
    if (mine is None and not taken) or (mine is not None and not mine.aliases):
        return (plain,), ()
    alias = (f"codecommit-{region.name}-{account}", region.host)
    former = mine.aliases if mine else ()
    return (f"codecommit-*-{account}",), tuple(dict.fromkeys((*former, alias)))


def alias_of(aliases: tuple[tuple[str, str], ...], region: Region) -> str:
    """The alias for the Region's host; empty for the plain one."""
    return next((alias for alias, host in aliases if host == region.host), "")


def _sections(situation: Situation) -> Iterator[tuple[str, HelperLine]]:
    """Every section of the partition's hosts that names a helper: its user and that helper."""
    hosts = host_patterns(situation.identity.partition)
    for key, values in situation.machine.git_settings.items():
        url, _, name = key.removeprefix("credential.").rpartition(".")
        user, _, host = url.partition("://")[2].rpartition("@")
        line = last_line(values) if name.lower() == "helper" else None
        if line is not None and (host in hosts or "*" not in host):
            yield unquote(user), line


def _is_mine(situation: Situation, setup: Setup, line: HelperLine) -> bool:
    """Whether the helper serves the account in force, or is nobody's of ours."""
    account = situation.identity.account
    if line.kind == "https":
        return line.account == account or not account
    if line.kind == "other":
        kept = [one.account for one in situation.machine.vault if one.store is Store.GIT_HELPER]
        return not kept or account in kept
    if line.profile == situation.profile:
        return True
    known = situation.past.accounts.get(line.profile or "")
    replaced = setup.method is Method.HTTPS or _is_gone(situation, line.profile or "")
    return replaced and known == account


def _is_gone(situation: Situation, profile: str) -> bool:
    """Whether the AWS files, which were read, do not have it any more: it serves nobody."""
    names = [one.name for one in situation.profiles]
    return bool(names) and bool(profile) and profile not in names
