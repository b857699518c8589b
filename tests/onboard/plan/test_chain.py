"""The plan for a git config in which others have a say: what it notes, mends and replaces."""

from dataclasses import replace
from pathlib import Path

import pytest

from onboard.engine import Engine
from onboard.git import config
from onboard.git.command import git_version
from onboard.git.entries import entries
from onboard.places import Places
from onboard.plan.sections import hosts_for, is_old
from onboard.situation import Method, Setup, Situation
from onboard.steps.git_config import WriteGitConfig
from onboard.steps.step import Bench
from onboard.work import Plan
from tests import machine as machines
from tests import situations as some
from tests.onboard.git.test_entries import old_git

HOST = "git-codecommit.eu-west-1.amazonaws.com"
GUIDE = (
    "[credential]\n\thelper = store\n\thelper = !aws codecommit credential-helper $@ # mine\n"
    f'\tUseHttpPath = true\n[credential "https://{HOST}"]\n'
    "\thelper = !aws --profile x codecommit credential-helper $@\n\tUseHttpPath = true\n"
    '[credential "https://git-codecommit.us-east-1.amazonaws.com"]\n\thelper = manager\n'
)
SETUP = Setup(Method.HELPER, "eu-west-1", repository="web")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return machines.machine(tmp_path)


def seen(places: Places) -> Situation:
    """Jane, with the git config of this machine as it is observed."""
    return some.situation(
        machine=some.machine(
            git=git_version(places),
            git_file=config.global_file(places),
            git_settings=config.settings(places),
            helpers=entries(places, "helper"),
            http_paths=entries(places, "useHttpPath"),
        )
    )


def planned(places: Places, setup: Setup = SETUP) -> Plan:
    return Engine(places).plan(seen(places), setup)


def applied(places: Places, plan: Plan) -> tuple[WriteGitConfig, dict[str, object]]:
    (step,) = plan.steps
    assert isinstance(step, WriteGitConfig)
    bench = Bench(places, None)
    intent = step.intend(bench)
    done = step.apply(bench)
    shown = step.show().after
    assert step.file.read_text() == shown
    return step, {**intent, **done.undo}


def test_a_later_helper_is_noted_and_mended_when_asked(places: Places) -> None:
    applied(places, planned(places))
    file = places.home / ".gitconfig"
    former = file.read_bytes() + b"[credential]\n\thelper = manager\n"
    file.write_bytes(former)
    plan = planned(places)
    assert plan.steps == ()
    (note,) = plan.notes
    line = former.count(b"\n")
    assert note.startswith(f"{file}, line {line}: git also asks the helper manager")
    mended = planned(places, replace(SETUP, mend_chain=True))
    assert mended.notes == ()
    step, given = applied(places, mended)
    assert file.read_bytes().startswith(b"[credential]\n\thelper = manager\n")
    assert planned(places, replace(SETUP, mend_chain=True)).steps == ()
    assert step.undo(Bench(places, None), given) == ""
    assert file.read_bytes() == former


def test_a_section_of_the_persons_own_in_front_is_foreseen(places: Places) -> None:
    (places.home / ".gitconfig").write_text(
        '[credential "https://git-codecommit.*.amazonaws.com"]\n\tusername = me\n'
        "[include]\n\tpath = more\n"
    )
    (places.home / "more").write_text("[credential]\n\thelper = osxkeychain\n")
    plan = planned(places)
    assert [one for one in plan.notes if "osxkeychain" in one]
    assert planned(places, replace(SETUP, mend_chain=True)).notes == ()


@pytest.mark.parametrize("method", [Method.HELPER, Method.GRC])
def test_the_guides_settings_are_named_and_stay(places: Places, method: Method) -> None:
    file = places.home / ".gitconfig"
    file.write_text(GUIDE)
    plan = planned(places, replace(SETUP, method=method))
    assert [one.partition(": ")[0] for one in plan.notes] == [
        f"{file}, line 3",
        f"{file}, line 6",
        f"{file}, line 4",
    ]
    assert all(one.endswith("onboard setup --replace-old") for one in plan.notes)
    applied(places, plan)
    assert file.read_text().startswith(GUIDE)


def test_the_guides_settings_are_replaced_when_asked(places: Places) -> None:
    file = places.home / ".gitconfig"
    file.write_text(GUIDE)
    plan = planned(places, replace(SETUP, replace_old=True))
    assert plan.notes == ()
    step, given = applied(places, plan)
    kept = "[credential]\n\thelper = store\n"
    other = GUIDE[GUIDE.index('[credential "https://git-codecommit.us-') :]
    assert file.read_text().startswith(kept + other + '[credential "https://git-codecommit.*')
    assert planned(places, replace(SETUP, replace_old=True)).steps == ()
    assert step.undo(Bench(places, None), given) == ""
    assert file.read_text() == GUIDE


def test_undo_after_an_edit_puts_the_old_settings_back(places: Places) -> None:
    file = places.home / ".gitconfig"
    file.write_text(GUIDE)
    before = {(one.url, one.value) for one in entries(places, "helper")}
    step, given = applied(places, planned(places, replace(SETUP, replace_old=True)))
    file.write_text(file.read_text() + "[user]\n\tname = x\n")
    assert "the older settings stand there again" in step.undo(Bench(places, None), given)
    assert {(one.url, one.value) for one in entries(places, "helper")} == before
    assert "name = x" in file.read_text()


@pytest.mark.parametrize(
    ("version", "old"),
    [
        ("2.25.4", True), ("1.8.3.1", True), ("2.24.3", True), ("2.26.0", False),
        ("2.39.2", False), ("3.0", False), ("", False), ("odd", False),
    ],
)  # fmt: skip
def test_a_git_before_2_26_gets_the_regions_in_use(version: str, old: bool) -> None:
    assert is_old(version) == old
    names = ("eu-west-1", "us-east-1", "eu-west-1", None, "cn-north-1", "nowhere-1")
    hosts = hosts_for(version, "aws", names)
    assert all(("*" in one) != old for one in hosts)
    if old:
        assert hosts == (
            "git-codecommit.eu-west-1.amazonaws.com",
            "git-codecommit.us-east-1.amazonaws.com",
            "git-codecommit-fips.us-east-1.amazonaws.com",
        )


def test_with_an_old_git_the_sections_are_literal(tmp_path: Path) -> None:
    places = machines.machine(tmp_path, PATH=old_git(tmp_path))
    file = places.home / ".gitconfig"
    plan = planned(places, replace(SETUP, regions=("eu-central-1", "eu-west-1")))
    applied(places, plan)
    urls = [
        f"https://git-codecommit.{name}.amazonaws.com" for name in ("eu-west-1", "eu-central-1")
    ]
    assert [line for line in file.read_text().splitlines() if line.startswith("[")] == [
        f'[credential "{url}"]' for url in urls
    ]
    assert planned(places).steps == ()
