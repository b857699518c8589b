"""What the checks say of credentials, profiles, variables and the clock, as tables."""

from dataclasses import replace
from typing import Any

import pytest

from onboard.doctor.checks import clock, environment, identity, profiles
from onboard.doctor.finding import Readdress, SetUpAgain, Severity
from onboard.situation import (
    Method,
    Past,
    Shadow,
)
from onboard.situation.case import Case, Signer
from onboard.situation.network import Network
from tests.onboard.doctor.aws_cases import (
    FOLDER,
    IN,
    LINE,
    OWN,
    PROCESS,
    ROLE_PROFILE,
    case,
    nobody,
    told,
)
from tests.situations import ACCOUNT, machine, situation

NONE_SET_UP = {"signer": None, "method": None}


@pytest.mark.parametrize(
    ("cause", "more", "id_", "severity"),
    [
        ("invalid-token", {}, "invalid-token", Severity.ERROR),
        ("expired-sso", {}, "expired-sso", Severity.ERROR),
        ("", {}, "aws-config-broken", Severity.ERROR),
        ("invalid-token", OWN, "invalid-token", Severity.NOTE),
        ("no-aws-credentials", NONE_SET_UP, "no-aws-credentials", Severity.ERROR),
        ("no-aws-credentials", NONE_SET_UP | {"attempt": IN}, "no-aws-credentials", Severity.NOTE),
        ("no-aws-credentials", {"method": Method.GRC}, "grc-no-credentials", Severity.ERROR),
        ("proxy-or-dns", {"attempt": IN}, "proxy-or-dns", Severity.NOTE),
        (
            "proxy-or-dns",
            {"attempt": IN, "seen": {"profiles": ROLE_PROFILE}},
            "proxy-or-dns",
            Severity.WARNING,
        ),
        (
            "login-needs-crt",
            {"attempt": IN, "seen": {"profiles": ROLE_PROFILE}},
            "login-needs-crt",
            Severity.NOTE,
        ),
    ],
)
def test_nobody_is_signed_in(
    cause: str, more: dict[str, Any], id_: str, severity: Severity
) -> None:
    found = list(identity.check(case(who=nobody(cause), **more)))
    assert told(found) == [(id_, severity)]
    assert all(one.fix for one in found)


def test_somebody_is_signed_in() -> None:
    assert list(identity.check(case())) == []


def test_what_a_credential_process_said_is_not_shown() -> None:
    who = nobody("aws-config-broken", problem="It failed: custom-process: hunter2")
    (found,) = identity.check(case(who=who, seen={"profiles": PROCESS}))
    assert "hunter2" not in str(found)
    assert "credential_process" in found.summary
    assert found.fix.endswith("aws configure get credential_process --profile work")


@pytest.mark.parametrize(
    ("network", "where"),
    [
        (Network(endpoint_from="AWS_ENDPOINT_URL"), "AWS_ENDPOINT_URL"),
        (Network(endpoint_from="AWS_ENDPOINT_URL", aws_proxy_from="HTTP_PROXY"), "HTTP_PROXY"),
        (Network(), "the network"),
    ],
)
def test_a_variable_that_leads_nowhere_is_named(network: Network, where: str) -> None:
    (found,) = identity.check(case(who=nobody("proxy-or-dns", "unreachable"), network=network))
    assert found.where == where


GONE = replace(LINE, profile="gone", known=False, instead="work")
OF_ADDRESS = replace(GONE, where="remote origin")
AGAIN, ADDRESS = SetUpAgain(Method.HELPER, mend_chain=True), Readdress(FOLDER)
THEIRS = {"past": Past(accounts={"gone": "999988887777"})}
MINE = {"past": Past(accounts={"gone": ACCOUNT})}


@pytest.mark.parametrize(
    ("signer", "method", "seen", "id_", "mend"),
    [
        (GONE, Method.HELPER, MINE, "aws-profile-missing", AGAIN),
        (GONE, Method.HELPER, {}, "aws-profile-missing", None),
        (GONE, Method.HELPER, THEIRS, "aws-profile-missing", None),
        (OF_ADDRESS, Method.GRC, {}, "grc-bad-profile", ADDRESS),
        (OF_ADDRESS, Method.GRC, THEIRS, "grc-bad-profile", None),
        (replace(OF_ADDRESS, instead=""), Method.GRC, {}, "grc-bad-profile", None),
        (
            Signer("gone", "AWS_PROFILE", known=False),
            Method.HELPER,
            {},
            "aws-profile-missing",
            None,
        ),
    ],
)
def test_a_profile_that_is_not_there(
    signer: Signer, method: Method, seen: dict[str, Any], id_: str, mend: object
) -> None:
    here = case(signer=signer, method=method, seen=seen)
    (found,) = profiles.check(here)
    assert (found.id, found.mend, found.where) == (id_, mend, signer.where)
    assert (
        list(identity.check(replace(here, situation=situation(nobody("aws-profile-missing")))))
        == []
    )


def test_a_profile_that_is_there() -> None:
    assert list(profiles.check(case())) == []


KEYS = Signer(None, "AWS_ACCESS_KEY_ID")


@pytest.mark.parametrize(
    ("more", "shadowed"),
    [
        ({"who": nobody("invalid-token"), "signer": KEYS}, True),
        ({"who": nobody("invalid-token"), "signer": KEYS, "attempt": IN}, False),
        ({"who": nobody("invalid-token"), "signer": KEYS, "seen": {"profiles": ()}}, False),
        ({"who": nobody("proxy-or-dns"), "signer": KEYS}, False),
        ({"who": nobody("invalid-token")}, False),
        ({"signer": KEYS}, False),
    ],
)
def test_keys_of_the_environment(more: dict[str, Any], shadowed: bool) -> None:
    found = told(list(environment.check(case(**more))))
    assert found == [("environment", Severity.ERROR)] * shadowed


def test_a_profile_of_another_account() -> None:
    signer = Signer("work", "AWS_PROFILE")
    past = Past(accounts={"default": "999988887777"})
    here = case(signer=signer, repository=False, seen={"past": past})
    assert told(list(environment.check(here))) == [("environment", Severity.ERROR)]
    assert list(environment.check(replace(here, repository=True))) == []
    assert list(environment.check(replace(here, signer=LINE))) == []


def test_every_variable_that_matters_is_a_note() -> None:
    shadows = (Shadow("AWS_PROFILE", "It names one."), Shadow("GIT_SSH", "It starts one."))
    found = list(environment.notes(Case(situation(machine=machine(shadows=shadows)))))
    assert [(one.where, one.severity) for one in found] == [
        ("AWS_PROFILE", Severity.NOTE),
        ("GIT_SSH", Severity.NOTE),
    ]


@pytest.mark.parametrize(
    ("ahead", "more", "severity", "words"),
    [
        (3600.0, {}, Severity.ERROR, "60 minutes fast"),
        (-9000.0, {}, Severity.ERROR, "2 hours slow"),
        (3600.0, {"attempt": IN}, Severity.WARNING, "60 minutes fast"),
        (3600.0, OWN, Severity.WARNING, "60 minutes fast"),
        (None, {"who": nobody("clock-skew")}, Severity.ERROR, "not at the time"),
        (60.0, {}, None, ""),
        (None, {}, None, ""),
    ],
)
def test_the_clock(
    ahead: float | None, more: dict[str, Any], severity: Severity | None, words: str
) -> None:
    found = list(clock.check(case(ahead=ahead, **more)))
    assert [one.severity for one in found] == [severity] * (severity is not None)
    assert all(words in one.summary for one in found)
