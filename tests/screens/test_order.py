"""Which page comes next."""

from dataclasses import replace

import pytest

from onboard.situation import Identity, Kind, Method, Offer, RegionFact
from screens.answers import Answers, PageName, Way
from screens.order import CODES, next_page, page_before
from tests.screens import situations as seen
from tests.screens.gallery import BEFORE_METHOD, DONE, HTTPS, JANE, REVIEW

N = PageName


def answers(**more: object) -> Answers:
    return replace(Answers(situation=seen.IAM_USER, offers=seen.OFFERS), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "page"),
    [
        (Answers(), N.WELCOME),
        (answers(), N.METHOD),
        (answers(situation=seen.PROFILES), N.PROFILE),
        (answers(situation=seen.PROFILES, profile="default"), N.METHOD),
        (answers(situation=replace(seen.PROFILES, profile="work")), N.METHOD),
        (answers(situation=seen.PROFILES, passed=(N.PROFILE,)), N.METHOD),
        (answers(situation=seen.NO_REGION), N.REGION),
        (answers(situation=seen.ROOT), N.ROOT),
        (answers(situation=seen.SET_UP), N.STATUS),
        (answers(situation=replace(seen.IAM_USER, resumable="run-0")), N.STATUS),
        (answers(offers=seen.MFA_OFFERS), N.MFA),
        (answers(situation=replace(seen.EXPIRED, profile="work")), N.SIGN_IN),
        (answers(situation=seen.EXPIRED, way=Way.PROFILE), N.PROFILE),
        (answers(situation=seen.EXPIRED, way=Way.PASTE, passed=(N.SIGN_IN,)), N.PASTE),
        (answers(situation=seen.EXPIRED, way=Way.CONSOLE, passed=(N.SIGN_IN,)), N.METHOD),
        (HTTPS, N.OPTIONS),
        (REVIEW, N.REVIEW),
        (replace(REVIEW, passed=(*REVIEW.passed, N.REVIEW)), N.APPLY),
        (DONE, N.DONE),
        (replace(DONE, passed=(*DONE.passed, N.DONE)), None),
        (replace(REVIEW, plan=None), N.DONE),
    ],
)
def test_the_first_open_question_is_asked(given: Answers, page: PageName | None) -> None:
    assert next_page(given) is page


def test_a_session_that_carries_mfa_is_not_asked_again() -> None:
    identity = replace(seen.JANE, mfa=True)
    given = answers(situation=replace(seen.MFA, identity=identity), offers=seen.MFA_OFFERS)
    assert next_page(given) is N.METHOD


def test_credentials_of_the_environment_leave_no_choice_of_profile() -> None:
    identity = replace(seen.JANE, source="env")
    given = answers(situation=replace(seen.PROFILES, profile=None, identity=identity))
    assert next_page(given) is N.METHOD


def test_mfa_comes_before_signing_in_again() -> None:
    nobody = Identity(Kind.NONE, problem_code="mfa-needed")
    offers = (Offer(Method.HELPER, True, "", needs=("an MFA code",)),)
    situation = replace(seen.IAM_USER, identity=nobody, region=RegionFact("eu-west-1"))
    assert next_page(answers(situation=situation, offers=offers)) is N.MFA


def test_there_is_no_way_back_from_the_first_page() -> None:
    assert page_before(JANE) is None
    assert page_before(Answers()) is None


def test_the_way_back_opens_the_last_question_again() -> None:
    before = page_before(REVIEW)
    assert before is not None
    assert next_page(before) is N.OPTIONS
    assert before.setup == REVIEW.setup


def test_there_is_no_way_back_once_something_was_applied() -> None:
    assert page_before(DONE) is None


def test_the_console_path_reviews_twice() -> None:
    way = [N.REVIEW, N.APPLY, N.CONSOLE, N.REVIEW_REST, N.APPLY_REST, N.DONE]
    given = replace(REVIEW, by_console=True)
    met = []
    while page := next_page(given):
        met.append(page)
        given = replace(given, passed=(*given.passed, page))
    assert met == way


def test_every_page_has_a_code() -> None:
    assert set(CODES) == set(PageName)
    assert set(BEFORE_METHOD) < set(PageName)


def test_the_choice_of_a_profile_can_be_made_again_from_the_page_after_it() -> None:
    before = page_before(
        answers(
            situation=replace(seen.PROFILES, profile="work"), profile="work", passed=(N.PROFILE,)
        )
    )
    assert before is not None
    assert next_page(before) is N.PROFILE
    again = page_before(before)
    assert again is not None
    assert next_page(again) is N.METHOD
