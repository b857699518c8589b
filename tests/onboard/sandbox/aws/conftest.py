"""Fixtures: a cloud of jane's, and one of any scenario."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.onboard.sandbox.aws.running import Running, start


@pytest.fixture
def launch(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    """Start a cloud of a scenario; all are closed after the test."""
    started: list[Running] = []

    def begin(scenario: str = "iam-user", folder: str = "server") -> Running:
        started.append(start(tmp_path / folder, scenario))
        return started[-1]

    yield begin
    for one in started:
        one.cloud.close()


@pytest.fixture
def running(launch: Callable[..., Running]) -> Running:
    """The cloud of the scenario iam-user."""
    return launch()
