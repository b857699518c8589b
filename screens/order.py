"""Which page comes next: the first whose question applies and has no answer yet. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from screens.answers import Answers, PageName, Way

if TYPE_CHECKING:
    from onboard.situation import Situation

CODES = {
    PageName.WELCOME: "P1",
    PageName.PROFILE: "P2",
    PageName.REGION: "P2",
    PageName.METHOD: "P3",
    PageName.OPTIONS: "P4",
    PageName.REVIEW: "P5",
    PageName.REVIEW_REST: "P5",
    PageName.REVIEW_PASTE: "P5",
    PageName.APPLY: "P6",
    PageName.APPLY_REST: "P6",
    PageName.APPLY_PASTE: "P6",
    PageName.DONE: "P7",
    PageName.STATUS: "P8",
    PageName.SIGN_IN: "P9",
    PageName.PASTE: "P9",
    PageName.ROOT: "P10",
    PageName.MFA: "P11",
    PageName.CONSOLE: "P12",
    PageName.AUDIT: "P13",
    PageName.ROTATE: "P14",
    PageName.DOCTOR: "P15",
    PageName.EXPLAIN: "P16",
    PageName.ADDRESS: "P17",
    PageName.PACKET: "P18",
    PageName.REVIEW_MEND: "P5",
    PageName.APPLY_MEND: "P6",
}
"""The stable codes that a help desk asks for."""

POINTS_OF_NO_RETURN = (
    PageName.APPLY,
    PageName.APPLY_REST,
    PageName.APPLY_PASTE,
    PageName.APPLY_MEND,
)
DOCTORS = {
    PageName.DOCTOR: "Doctor",
    PageName.REVIEW_MEND: "Doctor: what mends it",
    PageName.APPLY_MEND: "Doctor: mending",
}
"""A journey of their own, with its headlines: what was answered before waits behind it."""

_OWN_CREDENTIALS = ("environment", "env", "container-role", "iam-role")
"""Sources that no choice of profile would change."""


def next_page(answers: Answers) -> PageName | None:
    """The page to show; None when everything has been answered and shown."""
    if answers.situation is None:
        return PageName.WELCOME
    for page in PageName:
        if page not in answers.passed and _applies(page, answers, answers.situation):
            return page
    return None


def page_before(answers: Answers) -> Answers | None:
    """The answers with the last question open again; None where there is no way back."""
    here = next_page(answers)
    if here is PageName.PROFILE and answers.way is Way.PROFILE:
        return replace(answers, way=None, passed=(*answers.passed, here))
    passed = answers.passed
    while passed and passed[-1] not in POINTS_OF_NO_RETURN:
        passed = passed[:-1]
        opened = replace(answers, passed=passed)
        if next_page(opened) is not here:
            return opened
    chosen = answers.profile is not None and PageName.PROFILE in answers.passed
    if chosen and not passed:
        rest = tuple(page for page in answers.passed if page is not PageName.PROFILE)
        return replace(answers, way=Way.PROFILE, passed=rest)
    return None


def _applies(page: PageName, answers: Answers, situation: Situation) -> bool:
    if page in ASIDES:
        return False
    if page in DOCTORS or answers.way is Way.DOCTOR:
        return page in DOCTORS and answers.way is Way.DOCTOR
    if page in _DETOURS:
        return _DETOURS[page](answers, situation)
    if page in (PageName.REVIEW, PageName.APPLY):
        planned = bool(answers.plan and (answers.plan.steps or answers.plan.proof))
        return planned and PageName.CONSOLE not in answers.passed
    if page in (PageName.CONSOLE, PageName.REVIEW_REST, PageName.APPLY_REST):
        return answers.by_console and answers.problem is None
    return page is not PageName.WELCOME


def _profile(answers: Answers, situation: Situation) -> bool:
    if answers.way is Way.PROFILE:
        return True
    undecided = answers.profile is None and situation.profile in (None, "default")
    free = situation.identity.source not in _OWN_CREDENTIALS
    return undecided and free and len(situation.profiles) > 1


def _mfa(answers: Answers, situation: Situation) -> bool:
    if situation.identity.mfa:
        return False
    wanted = any("MFA" in need for offer in answers.offers for need in offer.needs)
    return wanted or situation.identity.problem_code == "mfa-needed"


def _sign_in(_: Answers, situation: Situation) -> bool:
    return situation.identity.kind == "none"


def _paste(answers: Answers, _: Situation) -> bool:
    return answers.way is Way.PASTE


def _region(answers: Answers, situation: Situation) -> bool:
    return situation.region.name is None


def _root(_: Answers, situation: Situation) -> bool:
    return situation.identity.kind == "root"


def _status(_: Answers, situation: Situation) -> bool:
    return bool(situation.setups or situation.resumable)


def _rotate(answers: Answers, _: Situation) -> bool:
    return answers.way is Way.ROTATE


def _choosing(answers: Answers, _: Situation) -> bool:
    return answers.way not in (Way.ROTATE, Way.TEST)


ASIDES = (PageName.AUDIT, PageName.EXPLAIN, PageName.ADDRESS, PageName.PACKET)
"""No questions of the journey: another page opens them above itself."""

_DETOURS = {
    PageName.PROFILE: _profile,
    PageName.MFA: _mfa,
    PageName.SIGN_IN: _sign_in,
    PageName.PASTE: _paste,
    PageName.REVIEW_PASTE: _paste,
    PageName.APPLY_PASTE: _paste,
    PageName.REGION: _region,
    PageName.ROOT: _root,
    PageName.STATUS: _status,
    PageName.ROTATE: _rotate,
    PageName.METHOD: _choosing,
    PageName.OPTIONS: _choosing,
}
