"""What a check found: what, where, why it matters, the one next thing, and what would mend it."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from onboard.situation import Credential, Method

FIX = "onboard doctor --fix"
"""What to do where onboard itself can mend it."""
MENDING = "doctor"
"""The command of a run that mends."""


class Severity(StrEnum):
    """How much a finding matters. Only `note` is no reason to do something."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class SetUpAgain:
    """Set the method up as onboard does; what is right already stays."""

    method: Method | None
    """None: the one that is recommended for an https address."""
    mend_chain: bool = False
    replace_old: bool = False
    adopt: bool = False
    renew: bool = False
    """A new credential in place of one that cannot be mended."""


@dataclass(frozen=True)
class Edit:
    """Take lines out of a person's file, or put others in their place."""

    file: Path
    cut: tuple[tuple[int, str], ...]
    """Line numbers from 1, and what stands there."""
    put: tuple[str, ...] = ()
    """What stands in place of the first of them."""


@dataclass(frozen=True)
class Protect:
    """Give a file the permissions that ssh asks for."""

    file: Path
    mode: int


@dataclass(frozen=True)
class Enable:
    """Make a credential Active again at IAM."""

    type: Credential
    id: str


@dataclass(frozen=True)
class Readdress:
    """Give the clone's remotes the right addresses."""

    folder: Path
    names: tuple[tuple[str, str], ...] = ()
    """Repositories whose name is another one: as it is written, and as it is."""


@dataclass(frozen=True)
class Forget:
    """Let git's other helpers forget what they keep for the address."""

    url: str
    user: str
    helpers: tuple[str, ...] = field(default=())
    folder: Path | None = None
    """The clone at hand, whose own settings count too."""


Mend = SetUpAgain | Edit | Protect | Enable | Readdress | Forget


@dataclass(frozen=True)
class Finding:
    """One thing that a check found."""

    id: str
    """The cause's id where it means the same as one of `explain`; see `onboard.doctor.codes`."""
    severity: Severity
    summary: str
    """What it is, one sentence."""
    where: str
    """File and line, the variable, or the AWS resource."""
    why: str
    """Why it matters, one sentence."""
    fix: str
    """The one next thing to do, a command where one does it."""
    mend: Mend | None = None
    """What `onboard doctor --fix` would do; None where only the person or an administrator can."""
