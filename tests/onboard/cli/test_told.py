"""What a person is told on standard error: marks that fit, commands to type as they are."""

import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from onboard.cli import guarded
from onboard.cli.output import reporter
from onboard.places import Sandbox
from onboard.work import Progress
from tests.situations import PLACES


@pytest.fixture
def _same_sigint() -> Iterator[None]:
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_same_sigint")
def test_an_interruption_names_the_sandbox_that_it_was_in(
    capsys: pytest.CaptureFixture[str],
) -> None:
    inside = replace(PLACES, sandbox=Sandbox("stale", Path("/s/ssh_config"), {}))

    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    assert guarded([], interrupted, inside.as_typed) == 130
    assert "`onboard undo --sandbox=stale`" in capsys.readouterr().err


def test_what_observing_did_not_find_is_marked_and_no_failure(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tell = reporter(quiet=False)
    tell(Progress("observe", "ssh is not installed", "failed"))
    tell(Progress("prove", "The server refused.", "failed"))
    assert capsys.readouterr().err == "! ssh is not installed\n✗ The server refused.\n"
