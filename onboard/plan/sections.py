"""The git config sections of the CodeCommit hosts: what is wanted, what was there, what differs."""

import re

from onboard.git.troubles import Ours, troubles
from onboard.plan.old_settings import dropped
from onboard.regions import all_regions, find_region, host_patterns, https_url, with_user
from onboard.situation import Setup, Situation
from onboard.steps.git_config import STAND_IN, Section, WriteGitConfig
from onboard.work import Text

NAMES = ("helper", "useHttpPath")
KNOWS_PATTERNS = (2, 26)
"""The first git that takes a `*` in `credential.<url>`."""


def section_step(
    situation: Situation, setup: Setup, wanted: dict[str, tuple[str, ...]], user: Text = ""
) -> tuple[WriteGitConfig, ...]:
    """The step that makes each host's section say exactly that; none where it does already.

    With `user`, the sections are those of a further account.
    """
    urls, machine = section_urls(situation, setup), situation.machine
    full = {name: wanted.get(name, ()) for name in NAMES}
    had = tuple(_had(situation, url, user) for url in urls)
    want: tuple[Section, ...] = tuple((url, tuple(full.items())) for url in urls)
    old = dropped(machine, urls) if setup.replace_old else ()
    ours = ours_of(situation, setup, user)
    now = troubles(ours, machine.helpers, machine.http_paths)
    move = setup.mend_chain and any(one.mendable for one in now)
    if had == want and not old and not move:
        return ()
    return (WriteGitConfig(machine.git_file, want, had, old, setup.mend_chain, user),)


def section_urls(situation: Situation, setup: Setup) -> tuple[str, ...]:
    """The URLs of our sections: patterns, or for an older git each host of the Regions in use."""
    git = situation.machine.git
    names = (setup.region, *setup.regions, situation.region.name)
    hosts = hosts_for(git.version if git else "", situation.identity.partition, names)
    return tuple(f"https://{host}" for host in hosts)


def ours_of(situation: Situation, setup: Setup, user: Text = "") -> Ours:
    """Our sections, and an address that they are for."""
    name = user if isinstance(user, str) else STAND_IN
    address = with_user(https_url(find_region(setup.region), setup.repository or "any"), name)
    urls = tuple(with_user(url, name) for url in section_urls(situation, setup))
    return Ours(str(situation.machine.git_file), urls, address)


def hosts_for(version: str, partition: str, names: "tuple[str | None, ...]") -> tuple[str, ...]:
    """What this git needs as hosts; an unknown version is taken for a new one."""
    if not is_old(version):
        return host_patterns(partition)
    table = all_regions()
    rows = [table[name] for name in dict.fromkeys(names) if name and name in table]
    plain = [(one.host, one.fips) for one in rows if one.partition == partition]
    fips = [host.replace("git-codecommit.", "git-codecommit-fips.") for host, has in plain if has]
    return (*(host for host, _ in plain), *fips)


def is_old(version: str) -> bool:
    """Whether this git takes no `*` in `credential.<url>`."""
    numbers = re.match(r"(\d+)\.(\d+)", version)
    return numbers is not None and (int(numbers[1]), int(numbers[2])) < KNOWS_PATTERNS


def _had(situation: Situation, url: str, user: Text) -> Section:
    """What stands there under the plain URL's name; nothing for a user that is still to come."""
    if not isinstance(user, str):
        return (url, tuple((name, ()) for name in NAMES))
    there = with_user(url, user)
    settings = {
        key.rpartition(".")[0] + "." + key.rpartition(".")[2].lower(): values
        for key, values in situation.machine.git_settings.items()
    }
    rows = tuple((name, settings.get(f"credential.{there}.{name.lower()}", ())) for name in NAMES)
    return (url, rows)
