"""The steps that mend what the doctor found: lines, modes; shown, applied, taken back."""

from pathlib import Path

import pytest

from onboard.engine import Engine
from onboard.errors import BadInput, OnboardError
from onboard.situation import Method
from onboard.steps.codec import from_json, to_json
from onboard.steps.edit_lines import EditLines
from onboard.steps.set_mode import SetMode
from onboard.steps.step import Bench, Step
from onboard.work import Materials, Plan, Run
from tests.machine import machine

TEXT = b"one\r\n\ttwo \xff\nthree\nfour"


def taken_back(step: Step, bench: Bench) -> str:
    """Apply the step as the journal keeps it, then undo it."""
    kept = from_json(to_json(step))
    step.check(bench)
    given = kept.intend(bench)
    done = kept.apply(bench)
    return from_json(to_json(step)).undo(bench, {**given, **done.undo})


@pytest.mark.parametrize(
    ("cut", "put", "after"),
    [
        (((2, "\ttwo \udcff"),), (), b"one\r\nthree\nfour"),
        (((1, "one"),), ("un", "uno"), b"un\r\nuno\r\n\ttwo \xff\nthree\nfour"),
        (((3, "three"), (4, "four")), ("3",), b"one\r\n\ttwo \xff\n3\n"),
    ],
)
def test_lines_go_and_every_other_byte_stays(
    cut: tuple[tuple[int, str], ...], put: tuple[str, ...], after: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "config"
    file.write_bytes(TEXT)
    bench = Bench(machine(tmp_path), None)
    step = EditLines(file, cut, put).previewed()
    step.apply(bench)
    assert file.read_bytes() == after
    file.write_bytes(TEXT)
    assert taken_back(step, bench) == ""
    assert file.read_bytes() == TEXT


def test_lines_that_are_not_there_any_more_stop_it(tmp_path: Path) -> None:
    file = tmp_path / "config"
    file.write_bytes(TEXT)
    bench = Bench(machine(tmp_path), None)
    for cut in (((1, "other"),), ((9, "nine"),)):
        with pytest.raises(OnboardError, match="nothing was done"):
            EditLines(file, cut).check(bench)
    assert file.read_bytes() == TEXT


def test_an_edited_file_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "config"
    file.write_bytes(TEXT)
    bench = Bench(machine(tmp_path), None)
    step = EditLines(file, ((3, "three"),))
    given = step.intend(bench)
    done = step.apply(bench)
    file.write_bytes(file.read_bytes() + b"\nfive\n")
    assert "edited since" in step.undo(bench, {**given, **done.undo})
    assert file.read_bytes().endswith(b"five\n")


def test_a_mode_comes_back_unless_somebody_changed_it(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.touch(0o644)
    file.chmod(0o644)
    bench, step = Bench(machine(tmp_path), None), SetMode(file, 0o600, 0o644)
    assert taken_back(step, bench) == ""
    assert file.stat().st_mode & 0o777 == 0o644
    step.apply(bench)
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o400)
    step.undo(bench, {})
    assert file.stat().st_mode & 0o777 == 0o400
    file.unlink()
    assert "gone" in step.undo(bench, {})
    with pytest.raises(OnboardError):
        step.check(bench)


def test_two_mendings_of_one_file_are_taken_back_newest_first(tmp_path: Path) -> None:
    file, engine = tmp_path / "config", Engine(machine(tmp_path))
    file.write_bytes(TEXT)

    def mended(number: int, text: str) -> Run:
        step = EditLines(file, ((number, text),)).previewed()
        plan = Plan("doctor", Method.SSH, "1", None, "eu-west-1", (step,))
        return engine.apply(plan, Materials())

    first, second = mended(1, "one"), mended(2, "three")
    with pytest.raises(BadInput, match="changed the same settings") as raised:
        engine.undo(first.id)
    assert second.id in raised.value.hint
    assert engine.undo(second.id) == engine.undo(first.id) == ()
    assert file.read_bytes() == TEXT
