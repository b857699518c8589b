"""Add the key to the person's running ssh-agent."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from onboard.ssh import agent
from onboard.steps.step import Bench
from onboard.work import Done, Shown


@dataclass(frozen=True)
class AddToAgent:
    """So that the passphrase is asked once per login, not at each fetch."""

    key: Path
    kind: ClassVar[str] = "add-to-agent"

    def show(self) -> Shown:
        return Shown(
            summary="Add the key to your ssh-agent",
            where="Here",
            target=f"ssh-add {self.key}",
            before="",
            after="The running agent holds the key until it ends.\n",
            undone="The key is taken out of the agent.",
        )

    def check(self, bench: Bench) -> None:
        """The plan has seen the agent answer."""

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        return {}

    def apply(self, bench: Bench) -> Done:
        agent.add(bench.places, self.key, bench.materials.passphrase)
        return Done()

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        agent.remove(bench.places, self.key)
        return ""
