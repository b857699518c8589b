"""Sections in the git config that are as we write them, and that no run tells of."""

from collections.abc import Iterator
from functools import partial
from pathlib import PurePath

from onboard import vault
from onboard.git import config, rewriting
from onboard.git.command import git_version
from onboard.leftovers.program import is_our_program, words_of
from onboard.places import Places
from onboard.plan.sections import NAMES, hosts_for, is_old
from onboard.regions import host_patterns, in_partition
from onboard.remove import Piece, Runs, open_steps
from onboard.situation import Method, Store
from onboard.steps.git_config import Section, WriteGitConfig
from onboard.work import Shown

PARTITIONS = ("aws", "aws-cn")
"""Those whose patterns differ; the others are named as `aws` is."""


def sections(places: Places, method: Method | None, runs: Runs) -> list[Piece]:
    """One piece for all of the method's sections, or of every one's."""
    file = config.global_file(places)
    if any(isinstance(one, WriteGitConfig) for one in runs.staying_steps()):
        return []
    left = [one for one in _predicted(places, runs) if _whose(one, places) in _methods(method)]
    if not left:
        return []
    empty = tuple((url, tuple((name, ()) for name in NAMES)) for url, _ in left)
    seen = WriteGitConfig(file, empty, tuple(left)).show()
    shown = Shown(
        "The sections of onboard are taken out.", "Here", str(file), seen.before, seen.after, ""
    )
    return [Piece(WriteGitConfig.kind, shown, partial(_take_out, places, empty))]


def _take_out(places: Places, empty: tuple[Section, ...]) -> str:
    rewriting.write(places, [(url, dict(names)) for url, names in empty], places.backups)
    return ""


def _predicted(places: Places, runs: Runs) -> tuple[Section, ...]:
    """Our sections as they will be once the journaled runs are taken back."""
    found = dict(_present(places))
    for record in runs.going:
        for index in open_steps(record):
            step = record.run.plan.steps[index]
            if isinstance(step, WriteGitConfig):
                found |= dict(step.had)
    return tuple(found.items())


def _present(places: Places) -> Iterator[Section]:
    there = config.settings(places)
    for host in _hosts(places):
        url = f"https://{host}"
        yield (
            url,
            tuple((n, there.get(f"credential.{url}.{n.lower()}", ())) for n in NAMES),
        )


def _hosts(places: Places) -> Iterator[str]:
    """Those whose sections we write with this git."""
    git = git_version(places)
    for partition in PARTITIONS:
        yield from host_patterns(partition)
        if git and is_old(git.version):
            names = tuple(one.name for one in in_partition(partition))
            yield from hosts_for(git.version, partition, names)


def _methods(method: Method | None) -> tuple[Method, ...]:
    return tuple(Method) if method is None else (method,)


def _whose(section: Section, places: Places) -> Method | None:
    """The method that writes such a section; None where it is a person's own."""
    helpers = dict(section[1]).get("helper", ())
    if helpers[:1] != ("",) or len(helpers) > 2:
        return None
    if len(helpers) == 1:
        return Method.GRC
    words = words_of(helpers[1])
    if "git-credential" in words and is_our_program(words):
        return Method.HTTPS if "--account" in words else Method.HELPER
    if "credential-helper" in words and PurePath(words[0]).is_absolute():
        return Method.HELPER
    by_git = any(one.store is Store.GIT_HELPER for one in vault.entries(places))
    return Method.HTTPS if by_git else None
