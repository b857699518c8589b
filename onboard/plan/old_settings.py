"""What AWS's own guide has people write into the global git config, recognised: pure."""

from collections.abc import Sequence

from onboard.git.chain import is_aws_helper
from onboard.git.config import is_codecommit
from onboard.git.troubles import where
from onboard.situation import HelperEntry, Machine

Dropped = tuple[tuple[str, str], ...]
"""Full keys and values."""
_TRUE = ("true", "yes", "on", "1")


def old_settings(machine: Machine, urls: Sequence[str]) -> tuple[HelperEntry, ...]:
    """The guide's helper for every host, its `useHttpPath`, and such sections of one Region.

    `urls` are our own sections.
    """
    return (*_old_helpers(machine, urls), *_old_paths(machine, urls))


def dropped(machine: Machine, urls: Sequence[str]) -> Dropped:
    """The same as full keys and values."""
    helpers = [(_key(one, "helper"), one.value) for one in _old_helpers(machine, urls)]
    paths = [(_key(one, "useHttpPath"), one.value) for one in _old_paths(machine, urls)]
    return (*helpers, *paths)


def old_notes(machine: Machine, urls: Sequence[str]) -> tuple[str, ...]:
    """What those that stay do, each with its file and line, and how to replace them."""
    rows = [(_effect(one), one) for one in _old_helpers(machine, urls) if one.value]
    rows += [(_PATHS, one) for one in _old_paths(machine, urls) if not one.url]
    return tuple(
        f"{where(one)}: {effect} To replace it: onboard setup --replace-old" for effect, one in rows
    )


_PATHS = "useHttpPath makes git keep a password for each path, at every host."


def _effect(entry: HelperEntry) -> str:
    if entry.url:
        return "an older section for one Region asks the AWS CLI's helper."
    return "git asks the AWS CLI's helper for every host, not only for CodeCommit's."


def _old_helpers(machine: Machine, urls: Sequence[str]) -> list[HelperEntry]:
    return [
        one
        for one in machine.helpers
        if _is_here(one, machine)
        and (is_aws_helper(one.value) if not one.url else one.url in _old_urls(machine, urls))
    ]


def _old_paths(machine: Machine, urls: Sequence[str]) -> list[HelperEntry]:
    scoped = _old_urls(machine, urls)
    generic = any(is_aws_helper(one.value) for one in machine.helpers)
    return [
        one
        for one in machine.http_paths
        if _is_here(one, machine)
        and (one.url in scoped or (generic and not one.url and one.value.lower() in _TRUE))
    ]


def _old_urls(machine: Machine, urls: Sequence[str]) -> set[str]:
    """The CodeCommit sections, ours left out, that name the AWS CLI's helper and no other."""
    values: dict[str, list[str]] = {}
    for one in machine.helpers:
        if _is_here(one, machine) and one.url not in urls and is_codecommit(one.url):
            values.setdefault(one.url, []).append(one.value)
    return {
        url
        for url, given in values.items()
        if any(given) and all(is_aws_helper(one) for one in given if one)
    }


def _is_here(entry: HelperEntry, machine: Machine) -> bool:
    return entry.scope == "global" and entry.origin == str(machine.git_file)


def _key(entry: HelperEntry, name: str) -> str:
    return f"credential.{entry.url}.{name}" if entry.url else f"credential.{name}"
