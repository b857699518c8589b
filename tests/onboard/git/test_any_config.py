"""Install and uninstall in any git config: nothing else changes, and git itself is the judge."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings

from onboard.git.chain import chain, predicted
from onboard.git.command import run
from onboard.git.entries import entries
from onboard.git.troubles import Ours, troubles
from onboard.places import Places
from onboard.situation import HelperEntry
from onboard.steps.git_config import Section, WriteGitConfig
from onboard.steps.step import Bench
from tests.machine import machine
from tests.onboard.git.configs import OTHERS, PATTERN, Config, configs
from tests.onboard.git.recorders import URL, answered, called, is_valid, listed, recorder

NAMES = ("helper", "useHttpPath")


def test_any_config_survives(
    tmp_path: Path, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    places = machine(tmp_path)
    run(places, "init", "-q", str(places.home / "r"))
    counts: Counter[str] = Counter()
    examples = 500 if request.config.getoption("--long") else 12

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],  # to shrink one that fails takes minutes
        suppress_health_check=list(HealthCheck),
    )
    @given(configs(tmp_path, places))
    def survives(config: Config) -> None:
        assume(all(is_valid(one, tmp_path) for one in vars(config).values()))
        _survives(places, tmp_path, config, counts)

    survives()
    assert counts["configs"] >= examples
    with capsys.disabled():
        print(f"\n{', '.join(f'{n} {what}' for what, n in counts.items())}, 0 failures")


def _survives(places: Places, folder: Path, config: Config, counts: Counter[str]) -> None:
    file = config.write(places)
    ours = Ours(str(file), (PATTERN,), URL)
    before = _others(places, file)
    asked = {one: (answered(places, one), called(places, folder, one, "approve")) for one in OTHERS}
    repository = places.home / "r"
    there = called(places, folder, OTHERS[0], "approve", repository)
    step = _step(places, file, folder).previewed(places)
    found = {name: entries(places, name) for name in NAMES}
    for mend in (False, True):
        step = replace(step, last=mend).previewed(places)
        bench = Bench(places, None)
        given_back = {**step.intend(bench), **step.apply(bench).undo}
        assert _others(places, file) == before
        for one in OTHERS:
            now = (answered(places, one), called(places, folder, one, "approve"))
            assert now == asked[one]
        assert called(places, folder, OTHERS[0], "approve", repository) == there
        counts["mended" if mend else "configs"] += 1
        counts["with others in the chain"] += _judge(places, folder, ours, mend)
        _check_prediction(places, found, step)
        assert step.undo(bench, given_back) == ""
        assert file.read_bytes() == config.text


def _judge(places: Places, folder: Path, ours: Ours, mended: bool) -> bool:
    """Git's own word on the chain that we see; whether others are in it."""
    seen = entries(places, "helper")
    names = [_name(one.value) for one in chain(URL, seen)]
    real = called(places, folder, URL, "approve")
    assert real == names
    found = troubles(ours, seen, entries(places, "useHttpPath"))
    assert all(one.entry.line for one in found)
    if not [one for one in found if one.name == "helper"]:
        assert real == ["ours"]
        assert answered(places, URL) == "ours"
    if mended:
        assert found == ()
    return real != ["ours"]


def _check_prediction(
    places: Places, found: dict[str, tuple[HelperEntry, ...]], step: WriteGitConfig
) -> None:
    for name in NAMES:
        now = entries(places, name)
        told = predicted(found[name], name, str(step.file), step.before or "", step.after or "")
        if not _is_ambiguous(step.before or ""):
            assert told == now


def _is_ambiguous(text: str) -> bool:
    return text.count("path = ") > 1


def _step(places: Places, file: Path, folder: Path) -> WriteGitConfig:
    rows = {name: entries(places, name) for name in NAMES}
    had = tuple(
        (
            name,
            tuple(
                one.value for one in rows[name] if one.origin == str(file) and one.url == PATTERN
            ),
        )
        for name in NAMES
    )
    helper = recorder(folder, "ours")
    wanted: Section = (PATTERN, (("helper", ("", helper)), ("useHttpPath", ("true",))))
    return WriteGitConfig(file, (wanted,), ((PATTERN, had),))


def _others(places: Places, file: Path) -> list[str]:
    """Every setting with its origin, less those of our section in the file."""
    keys = tuple(f"file:{file} credential.{PATTERN}.{name.lower()}" for name in NAMES)
    return [one for one in listed(places) if one.partition("\n")[0] not in keys]


def _name(value: str) -> str:
    return value.split("echo ")[1].split()[0]
