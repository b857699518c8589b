"""What the person has answered so far, and what a page gives back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onboard.doctor.examine import Examined
    from onboard.errors import OnboardError
    from onboard.situation import Method, Offer, Rotation, Setup, Situation
    from onboard.work import Materials, Plan, Proof, Run


class PageName(Enum):
    """Every page of the wizard."""

    WELCOME = auto()
    PROFILE = auto()
    MFA = auto()
    SIGN_IN = auto()
    PASTE = auto()
    REVIEW_PASTE = auto()
    APPLY_PASTE = auto()
    REGION = auto()
    ROOT = auto()
    STATUS = auto()
    AUDIT = auto()
    DOCTOR = auto()
    EXPLAIN = auto()
    ADDRESS = auto()
    PACKET = auto()
    REVIEW_MEND = auto()
    APPLY_MEND = auto()
    ROTATE = auto()
    METHOD = auto()
    OPTIONS = auto()
    REVIEW = auto()
    APPLY = auto()
    CONSOLE = auto()
    REVIEW_REST = auto()
    APPLY_REST = auto()
    DONE = auto()


class Way(Enum):
    """How a person without usable credentials wants to go on; or what is wanted of Status."""

    PROFILE = auto()
    PASTE = auto()
    CONSOLE = auto()
    ROTATE = auto()
    TEST = auto()
    DOCTOR = auto()


@dataclass(frozen=True)
class Answers:
    """The answers so far; a page gets them and gives back fuller ones."""

    profile: str | None = None
    """The profile that was asked for, by flag or on the Profile page."""
    asked_region: str | None = None
    situation: Situation | None = None
    offers: tuple[Offer, ...] = ()
    way: Way | None = None
    method: Method | None = None
    setup: Setup | None = None
    rotation: Rotation | None = None
    materials: Materials | None = None
    plan: Plan | None = None
    run: Run | None = None
    proof: Proof | None = None
    problem: OnboardError | None = None
    """Why applying or proving could not be finished."""
    by_console: bool = False
    """Whether the person has a part to do in the AWS console first."""
    prepared: Run | None = None
    """The run that came before that part."""
    passed: tuple[PageName, ...] = field(default=())
    """The pages that were answered, in order."""
    seen: Examined | None = None
    """What the doctor saw and found."""
    mended: tuple[Run, ...] = ()
    """What was mended on this visit to the doctor, or on the way to this ending; oldest first."""
    behind: Answers | None = None
    """Where Escape leads from the doctor."""

    def to_doctor(self) -> Answers:
        """A visit to the doctor; what was answered so far waits behind it."""
        return Answers(
            profile=self.profile,
            asked_region=self.asked_region,
            situation=self.situation,
            offers=self.offers,
            way=Way.DOCTOR,
            behind=self,
            seen=self.seen,
        )

    def from_doctor(self) -> Answers:
        """Back from there; where something was mended, everything is seen afresh.

        A proof that had failed is the doctor's own then, who let git try again.
        """
        behind = self.behind or self
        if not self.mended:
            return behind
        if behind.run is None:
            return behind.look_again(*behind.passed)
        from screens.outcome import UNPROVED, ending

        after = replace(behind, mended=(*behind.mended, *self.mended), seen=None)
        let_in = self._let_in()
        if let_in is None or ending(behind) != UNPROVED:
            return after
        return replace(after, proof=let_in, problem=None)

    def _let_in(self) -> Proof | None:
        from onboard.work import Proof

        case = self.seen.case if self.seen else None
        if case is None or case.attempt is None or case.method is None or not case.attempt.ok:
            return None
        words = "git is let in, now that the doctor has mended it."
        return Proof(True, case.method, case.attempt.command, words)

    def look_again(self, *keep: PageName) -> Answers:
        """The same wishes, to be seen against a fresh look at everything."""
        return replace(
            self,
            situation=None,
            way=None,
            plan=None,
            run=None,
            proof=None,
            problem=None,
            by_console=False,
            prepared=None,
            passed=tuple(page for page in self.passed if page in keep),
        )


@dataclass(frozen=True)
class Back:
    """The person wants the page before; what was typed so far comes along."""

    answers: Answers


@dataclass(frozen=True)
class Again:
    """The journey goes on from these answers; nothing is marked as answered."""

    answers: Answers


@dataclass(frozen=True)
class Leave:
    """The person leaves; the exit status says in which state."""

    status: int = 0
    words: str = ""
    """What stays in the terminal after the app has gone."""
