"""What the Options page proposes, from what was seen. Pure."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from screens.text import short_home

if TYPE_CHECKING:
    from onboard.regions import Region
    from onboard.situation import HandWritten, LocalKey, Situation

NEW = "new"
MEND = [("leave", "leave them in force"), ("mend", "put our section after them")]
OLD = [("leave", "leave them"), ("replace", "take them out")]
Values = list[tuple[str, str]]
"""What a choice offers: key and words."""


def old_settings(situation: Situation) -> str:
    """What AWS's own guide had people write, where it stands; nothing where there is none."""
    from onboard.plan.old_settings import old_notes

    urls = _section_urls(situation)
    return " ".join(
        one.partition(" To replace it:")[0] for one in old_notes(situation.machine, urls)[:1]
    )


def later_helper(situation: Situation) -> str:
    """What git reads after our sections and would ask too; nothing where there is none."""
    from onboard.git.troubles import Ours, troubles

    region = _region_of(situation)
    if region is None:
        return ""
    machine = situation.machine
    urls = _section_urls(situation)
    if not any(f"credential.{url}.helper" in machine.git_settings for url in urls):
        return ""
    ours = Ours(str(machine.git_file), urls, f"https://{region.host}/v1/repos/any")
    found = troubles(ours, machine.helpers, machine.http_paths)
    return next((one.what() for one in found if one.mendable), "")


def _section_urls(situation: Situation) -> tuple[str, ...]:
    from onboard.plan.sections import hosts_for

    git = situation.machine.git
    names = (situation.region.name,)
    hosts = hosts_for(git.version if git else "", situation.identity.partition, names)
    return tuple(f"https://{host}" for host in hosts)


def _region_of(situation: Situation) -> Region | None:
    from onboard.regions import all_regions

    return all_regions().get(situation.region.name or "")


def regions(situation: Situation) -> tuple[str, ...]:
    """The Regions of the caller's partition."""
    from onboard.regions import in_partition

    return tuple(region.name for region in in_partition(situation.identity.partition or "aws"))


def repositories(situation: Situation) -> tuple[str, ...]:
    """The repositories that AWS listed."""
    seen = situation.repositories
    return seen if isinstance(seen, tuple) else ()


def repository_hint(situation: Situation) -> str:
    """What is known about the repositories of this Region."""
    seen, where = situation.repositories, situation.region.name or "this Region"
    if not isinstance(seen, tuple):
        return f"{seen.reason} Type a name, or leave it empty."
    if not seen:
        return f"AWS lists none in {where}. Type a name, or leave it empty."
    from screens.fields import shown_choices

    return f"↑↓ {shown_choices(seen)}. Or type a name, or leave it empty."


def stores(situation: Situation) -> Values:
    """The places for a password; a plain file is there, and never the default."""
    keyring = situation.machine.keyring
    values: Values = []
    if situation.sandbox:
        values.append(("sandbox", "the sandbox's own vault"))
    if keyring.usable:
        values.append(("keyring", keyring.name or "the keyring of this machine"))
    own = git_helper(situation)
    if own:
        values.append(("git-helper", f"git's own helper: {own}"))
    values.append(("file", "a file only you can read, in plain text"))
    return values


def store(situation: Situation) -> str | None:
    """The proposed place; None where the person must choose one."""
    key = stores(situation)[0][0]
    return None if key in ("file", "git-helper") else key


def store_hint(situation: Situation) -> str:
    """Why these places."""
    keyring = situation.machine.keyring
    if keyring.usable or situation.sandbox:
        return "Git gets it from there through onboard's helper."
    return f"{keyring.reason or 'No keyring can be used here.'} Choose another place."


def git_helper(situation: Situation) -> str:
    """The credential helper that git has for every host, if it has one."""
    generic = [entry.value for entry in situation.machine.helpers if not entry.url and entry.value]
    return generic[-1] if generic else ""


def keys(situation: Situation) -> Values:
    """A new key, and every key of this machine that IAM would take."""
    from onboard.offer import key_problem

    fit = [key for key in situation.machine.keys if not key_problem(key)]
    return [*((str(key.path), _key_words(situation, key)) for key in fit), (NEW, "make a new one")]


def key(situation: Situation) -> str:
    """The proposed key: one that IAM has, or that an earlier run made; else a new one."""
    known = _ids(situation)
    values = [value for value, _ in keys(situation) if value != NEW]
    bodies = {str(one.path): one.body for one in situation.machine.keys}
    registered = [value for value in values if bodies[value] in known]
    made = [value for value in values if Path(value).name.startswith("codecommit_rsa")]
    return (registered + made + [NEW])[0]


def key_hint(situation: Situation) -> str:
    """Which of the person's keys are not in the list, and why."""
    from onboard.offer import key_problem

    unfit = [(key.path.name, key_problem(key)) for key in situation.machine.keys]
    said = [f"{name} will not do: {problem}" for name, problem in unfit if problem]
    return " ".join(said) or "The private half never leaves this machine."


def adoptable(situation: Situation) -> tuple[HandWritten, ...]:
    """The person's own lines for CodeCommit that our block could take the place of."""
    from onboard.plan.config_notes import why_left
    from onboard.regions import ssh_host_pattern

    pattern = ssh_host_pattern(situation.identity.partition or "aws")
    return tuple(one for one in situation.machine.hand_written if not why_left(one, pattern))


def host_key_hint(situation: Situation, shown: str = "", problem: str = "") -> str:
    """How the person gets a fingerprint to compare; nothing is trusted by itself."""
    begin = "AWS publishes none for this Region. "
    if shown:
        return f"AWS publishes none. The server shows\n{shown}\nDoes your admin agree? ↓ takes it."
    if problem:
        return f"{begin}{problem} Type the one that your administrator has."
    if situation.machine.ssh_commands:
        first = situation.machine.ssh_commands[0]
        return (
            f"{begin}The server was not asked: ssh would run the command of "
            f"{short_home(str(first.file))}, line {first.line}. Type your administrator's."
        )
    return f"{begin}Asking the server for its own …"


def local_key(situation: Situation, path: str | None) -> LocalKey | None:
    """The key file of that path."""
    return next((one for one in situation.machine.keys if str(one.path) == path), None)


def _key_words(situation: Situation, key: LocalKey) -> str:
    known = _ids(situation).get(key.body)
    lock = ", passphrase" if key.encrypted else ""
    return f"{short_home(str(key.path))} ({known or f'RSA {key.bits}'}{lock})"


def _ids(situation: Situation) -> dict[str, str]:
    held = situation.holdings.ssh_keys
    if not isinstance(held, tuple):
        return {}
    return {one.body: one.id for one in held if one.body and one.status == "Active"}
