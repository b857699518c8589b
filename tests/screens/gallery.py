"""Every page by name, opened as it is reached, for the pictures."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from textual import events
from textual.pilot import Pilot

from onboard.errors import AccessDenied, LimitReached
from onboard.situation import Method, Rotation, Setup, Situation, Store
from onboard.work import Done, Materials, Run
from screens.answers import Answers, PageName, Way
from screens.app import OnboardApp
from screens.look import DARK
from screens.page import Page
from screens.signs import to_ascii
from tests.screens import findings
from tests.screens import situations as seen
from tests.screens.fake_engine import FakeEngine, wait_for
from tests.screens.fake_runs import PROVED, REFUSED, STEPS
from tests.screens.pictures import text_of

N = PageName
BEFORE_METHOD = (N.PROFILE, N.MFA, N.SIGN_IN, N.REGION, N.ROOT, N.STATUS)
SETUP = Setup(Method.HTTPS, "eu-west-1", "work", Store.SANDBOX, "web")


@dataclass(frozen=True)
class View:
    """A page as it opens: what was answered before it, and what is pressed on it."""

    answers: Answers
    engine: Callable[[], FakeEngine] = FakeEngine
    keys: tuple[str, ...] = ()
    until: str = ""
    """A text that is waited for."""


def _answers(situation: Situation, offers: object, *passed: PageName, **more: object) -> Answers:
    return Answers(situation=situation, offers=offers, passed=passed, **more)  # type: ignore[arg-type]


JANE = _answers(seen.IAM_USER, seen.OFFERS, *BEFORE_METHOD)
HTTPS = replace(JANE, method=Method.HTTPS, passed=(*BEFORE_METHOD, N.METHOD))
SSH = replace(HTTPS, method=Method.SSH)
PLAN = FakeEngine().plan(seen.IAM_USER, SETUP)
REVIEW = replace(
    HTTPS, setup=SETUP, plan=PLAN, materials=Materials(), passed=(*HTTPS.passed, N.OPTIONS)
)
APPLY = replace(REVIEW, passed=(*REVIEW.passed, N.REVIEW))
RUN = Run("run-1", seen.NOW, PLAN, tuple(step.apply(None) for step in STEPS), "applied")  # type: ignore[arg-type]
DONE = replace(APPLY, run=RUN, proof=FakeEngine().proofs[0], passed=(*APPLY.passed, N.APPLY))
DUE = _answers(seen.DUE, seen.OFFERS)
ROTATE = replace(DUE, way=Way.ROTATE, method=Method.HTTPS, passed=(N.STATUS,))
ROTATION = FakeEngine().rotation(seen.DUE, SETUP, Rotation())
ROTATED = replace(
    ROTATE,
    setup=SETUP,
    plan=ROTATION,
    run=replace(RUN, plan=ROTATION, done=(*RUN.done, Done(note="ACCAEXAMPLE0000000QX"))),
    proof=PROVED,
    passed=(N.STATUS, N.ROTATE, N.REVIEW, N.APPLY),
)
PUT_BACK = replace(ROTATED, proof=REFUSED, run=replace(RUN, plan=ROTATION, state="failed"))
NO_ROOM = LimitReached(
    "All 2 slots that IAM has for your Git credentials are taken, so there is no room for a new "
    "one. They are: ACCAEXAMPLE0000000QX (Active, 41 days old, on this machine); "
    "ACCAEXAMPLE0000000OL (Inactive, 90 days old, not on this machine).",
    "Delete one, for example ACCAEXAMPLE0000000OL, it is inactive: onboard rotate --method https "
    "--delete ACCAEXAMPLE0000000OL",
)
DENIED = AccessDenied(
    "You may not do iam:CreateServiceSpecificCredential for your own user. "
    "Everything that was begun was put back.",
    "Ask an administrator to attach IAMSelfManageServiceSpecificCredentials to your user.",
    "iam:CreateServiceSpecificCredential",
)
NOT_LISTED = AccessDenied(
    "AWS refuses you iam:ListUsers because no identity-based policy allows the iam:ListUsers "
    "action.",
    "Ask an administrator to attach the AWS managed policy IAMReadOnlyAccess to you, or to allow "
    "you iam:ListUsers, iam:ListServiceSpecificCredentials, iam:ListSSHPublicKeys and "
    "iam:ListAccessKeys.",
    "iam:ListUsers",
)
NOBODY = _answers(seen.EXPIRED, seen.CONSOLE_OFFERS, N.PROFILE, N.MFA)


_AT_DOCTOR = replace(JANE.to_doctor(), seen=findings.WELL)
MENDING = replace(
    _AT_DOCTOR,
    seen=findings.SICK,
    plan=FakeEngine().mending(findings.CASE, findings.HELPER_GONE),
    passed=(N.DOCTOR,),
)


def _console(method: Method) -> Answers:
    setup = replace(SETUP, method=method)
    plan = FakeEngine().plan(seen.EXPIRED, setup)
    passed = (*BEFORE_METHOD, N.METHOD, N.OPTIONS, N.REVIEW, N.APPLY)
    return replace(
        NOBODY,
        way=Way.CONSOLE,
        method=method,
        setup=setup,
        plan=plan,
        by_console=True,
        materials=Materials(),
        passed=passed,
    )


def _looking() -> FakeEngine:
    engine = FakeEngine()
    engine.seeing.clear()
    return engine


def _proving() -> FakeEngine:
    engine = FakeEngine()
    engine.proving.clear()
    return engine


def _applying() -> FakeEngine:
    engine = FakeEngine()
    engine.applying.clear()
    return engine


def _auditing() -> FakeEngine:
    engine = FakeEngine()
    engine.auditing.clear()
    return engine


def _refused() -> FakeEngine:
    return FakeEngine(problem=NOT_LISTED)


PAGES = {
    "welcome": View(Answers(), _looking, until="not allowed to ask"),
    "welcome-failed": View(Answers(profile="unknown"), until="There is no profile"),
    "profile": View(_answers(seen.PROFILES, seen.OFFERS)),
    "region": View(_answers(seen.NO_REGION, seen.OFFERS)),
    "root": View(_answers(seen.ROOT, seen.ROOT_OFFERS)),
    "mfa": View(_answers(seen.MFA, seen.MFA_OFFERS)),
    "expired": View(NOBODY),
    "paste": View(replace(NOBODY, way=Way.PASTE, passed=(N.PROFILE, N.MFA, N.SIGN_IN))),
    "status": View(_answers(seen.SET_UP, seen.OFFERS)),
    "status-due": View(DUE),
    "rotate": View(ROTATE),
    "rotate-review": View(replace(ROTATE, plan=ROTATION, setup=SETUP, passed=(N.STATUS, N.ROTATE))),
    "rotated": View(ROTATED),
    "put-back": View(PUT_BACK),
    "remove": View(_answers(seen.SET_UP, seen.OFFERS), keys=("x",), until="Take all this out"),
    "audit": View(_answers(seen.SET_UP, seen.OFFERS), keys=("e",), until="✓ 15 users"),
    "audit-reading": View(
        _answers(seen.SET_UP, seen.OFFERS), _auditing, keys=("e",), until="15 of 16"
    ),
    "audit-partial": View(
        _answers(seen.SET_UP, seen.OFFERS), _auditing, keys=("e", "c"), until="Partial"
    ),
    "audit-filtered": View(
        _answers(seen.SET_UP, seen.OFFERS),
        keys=("e", "slash", *"due"),
        until="credentials match",
    ),
    "audit-denied": View(_answers(seen.SET_UP, seen.OFFERS), _refused, ("e",), "iam:ListUsers"),
    "doctor": View(_answers(seen.SET_UP, seen.OFFERS), keys=("d",), until="See what mends D8"),
    "doctor-looking": View(_answers(seen.SET_UP, seen.OFFERS).to_doctor(), _looking, until="2.39"),
    "doctor-refused": View(
        replace(JANE.to_doctor(), seen=findings.SICK), keys=("down",), until="What to send your"
    ),
    "doctor-well": View(replace(JANE.to_doctor(), seen=findings.WELL, mended=(RUN,))),
    "doctor-review": View(MENDING),
    "explain": View(_AT_DOCTOR, keys=("e",), until="P16"),
    "explained": View(
        _AT_DOCTOR, keys=("e", f"paste {findings.PASTED}", "ctrl+e"), until="Let the doctor"
    ),
    "address": View(
        _AT_DOCTOR, keys=("a", f"paste {findings.SIGNED_PASTE}", "do enter_now"), until="Copy it"
    ),
    "packet": View(replace(DONE, proof=REFUSED), keys=("p",), until="P18"),
    "packet-save": View(replace(DONE, proof=REFUSED), keys=("p", "s"), until="Save to a new file"),
    "method": View(JANE),
    "method-ssh": View(JANE, keys=("down",)),
    "method-role": View(_answers(seen.IDENTITY_CENTER, seen.SIGNING_ONLY, *BEFORE_METHOD)),
    "options-https": View(HTTPS),
    "options-ssh": View(SSH, keys=("tab", "tab", "down")),
    "options-host-key": View(
        replace(SSH, situation=seen.UNPUBLISHED), keys=("tab",) * 6, until="takes it"
    ),
    "options-helper": View(replace(HTTPS, method=Method.HELPER)),
    "review": View(REVIEW),
    "review-diff": View(REVIEW, keys=("down", "down", "f2")),
    "apply": View(APPLY, _applying, until="⠋ 1  Create"),
    "proof": View(APPLY, _proving, until="Not yet"),
    "stopping": View(APPLY, _applying, keys=("escape",), until="Stopping"),
    "done": View(DONE),
    "refused": View(replace(DONE, proof=REFUSED)),
    "denied": View(replace(APPLY, problem=DENIED, passed=(*APPLY.passed, N.APPLY))),
    "console-ssh": View(_console(Method.SSH)),
    "console-https": View(_console(Method.HTTPS)),
    "help": View(JANE, keys=("question_mark",)),
    "leave": View(JANE, keys=("escape",)),
}


@asynccontextmanager
async def shown(
    name: str, size: tuple[int, int], look: str = DARK.name, *, utf8: bool = True
) -> AsyncIterator[Pilot[int]]:
    """The app on that page, its clock stopped."""
    view = PAGES[name]
    engine = view.engine()
    app = OnboardApp(engine, view.answers, look=look, utf8=utf8, clock=lambda _: 100.0)
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        await _reach(app, pilot, view)
        yield pilot
        for gate in (engine.seeing, engine.applying, engine.proving, engine.auditing):
            gate.set()


async def press(pilot: Pilot[int], key: str) -> None:
    """Press a key; `paste …` as a terminal does it; `do …` is an action, by mouse."""
    verb, space, text = key.partition(" ")
    if not space:
        await pilot.press(key)
    elif verb == "paste":
        await wait_for(pilot, lambda: pilot.app.focused is not None)
        pilot.app.post_message(events.Paste(text))
        await pilot.pause()
    elif verb == "do":
        await pilot.app.screen.run_action(f"screen.{text}")


async def _reach(app: OnboardApp, pilot: Pilot[int], view: View) -> None:
    await wait_for(pilot, lambda: isinstance(app.screen, Page))
    for key in view.keys:
        await press(pilot, key)
    if view.until:
        wanted = (view.until, to_ascii(view.until))
        await wait_for(pilot, lambda: any(text in text_of(app) for text in wanted))
    await pilot.pause()
