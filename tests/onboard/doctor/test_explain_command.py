"""`onboard explain`: what it reads, what it prints, what it refuses."""

import io
import json
import os
import sys
from pathlib import Path

import pytest

from onboard.__main__ import main

HELPER = "aws codecommit credential-helper $@ get: aws: command not found"


class Piped(io.TextIOWrapper):
    """Standard input with something in it."""

    def __init__(self, content: bytes) -> None:
        super().__init__(io.BytesIO(content), encoding="utf-8")


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))


def run(monkeypatch: pytest.MonkeyPatch, *words: str, piped: bytes = b"") -> int:
    monkeypatch.setattr(sys, "stdin", Piped(piped))
    monkeypatch.setattr(sys, "argv", ["onboard", "explain", *words])
    return main()


@pytest.mark.parametrize(
    "piped",
    [HELPER.encode(), HELPER.encode("utf-16"), b"\xef\xbb\xbf" + HELPER.encode()],
    ids=["utf-8", "utf-16", "mark"],
)
@pytest.mark.parametrize("words", [(), ("-",)], ids=["bare", "dash"])
def test_a_pasted_output_gets_its_cause_and_next_step(
    piped: bytes,
    words: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(monkeypatch, *words, piped=piped) == 0
    told = capsys.readouterr()
    assert "helper-command-not-found" in told.out
    assert "onboard doctor --fix" in told.out
    assert told.err == ""


def test_the_document_has_the_keys_that_are_promised(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "--json", HELPER) == 0
    (match,) = json.loads(capsys.readouterr().out)["matches"]
    assert {"symptom", "cause", "confidence", "next", "source"} <= match.keys()
    assert (match["symptom"], match["confidence"]) == ("helper-command-not-found", "high")


def test_what_is_unknown_says_so_and_offers_the_doctor(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "CONFLICT (content): Merge conflict in a.txt") == 0
    assert "onboard doctor" in capsys.readouterr().out
    assert run(monkeypatch, "--json", "CONFLICT (content): Merge conflict in a.txt") == 0
    assert json.loads(capsys.readouterr().out) == {"matches": []}


@pytest.mark.parametrize("piped", [b"", b" \n\t", b"x" * 4_000_001], ids=["none", "blank", "huge"])
def test_without_a_text_it_is_the_command_line_that_is_wrong(
    piped: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, piped=piped) == 2
    assert "onboard explain" in capsys.readouterr().err


def test_on_a_terminal_it_says_that_it_waits(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Piped(HELPER.encode())
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", terminal)
    monkeypatch.setattr(sys, "argv", ["onboard", "explain"])
    assert main() == 0
    told = capsys.readouterr()
    assert "Paste the output here" in told.err
    assert "helper-command-not-found" in told.out


@pytest.mark.parametrize("columns", [0, 1, 20, 200])
def test_a_terminal_of_any_width_will_do(
    columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "get_terminal_size", lambda *_: os.terminal_size((columns, 24)))
    monkeypatch.setattr(sys.stdout, "fileno", lambda: 1)
    assert run(monkeypatch, HELPER) == 0
    assert "helper-command-not-found" in capsys.readouterr().out
