"""What every kind of step can do; one module of this folder per kind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from onboard.places import Places
from onboard.secret import Secret
from onboard.work import Done, Materials, Ref, Shown, Text

if TYPE_CHECKING:
    from onboard.aws.session import Connection
    from onboard.ssh.known_hosts import HostKey


@dataclass
class Bench:
    """What a step works with: places, AWS, the run's secrets, and what earlier steps gave."""

    places: Places
    connection: "Connection | None"
    materials: Materials = field(default_factory=Materials)
    values: dict[Ref, str] = field(default_factory=dict)
    host_keys: "dict[str, HostKey]" = field(default_factory=dict)
    """The servers' keys that a step of this run has fetched."""
    git_password: Secret | None = None
    """The password that a step of this run got from IAM, until a later step has stored it."""
    secret_key: Secret | None = None
    """Likewise the secret half of a new access key."""

    def text(self, text: Text) -> str:
        """The text, with a placeholder filled in by the step that returned it."""
        return self.values[text] if isinstance(text, Ref) else text

    @property
    def aws(self) -> "Connection":
        """The AWS connection of a run that needs one."""
        if self.connection is None:
            raise RuntimeError("this plan calls AWS but was given no connection")
        return self.connection


class Step(Protocol):
    """One change: shown before, applied once, undone on request. Its fields are its journal."""

    kind: ClassVar[str]

    def show(self) -> Shown:
        """The step for the reader, placeholders included."""

    def check(self, bench: Bench) -> None:
        """Raise OnboardError, before anything is written, if it could not be applied."""

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        """What `undo` must know should the process die while the step is applied."""

    def apply(self, bench: Bench) -> Done:
        """Make the change."""

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        """Take it back, given the intent and, if it was applied, `Done.undo`.

        Returns what had to be left and why, or nothing.
        """
