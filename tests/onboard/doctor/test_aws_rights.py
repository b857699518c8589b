"""What the checks say of permissions, git-remote-codecommit and what is due, as tables."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from onboard.doctor.checks import grc, permissions, slots
from onboard.doctor.finding import Severity
from onboard.situation import (
    AccessKey,
    Credential,
    Holdings,
    Kind,
    Method,
    Past,
    Retired,
    Verdict,
)
from tests.onboard.doctor.aws_cases import (
    BY_GRC,
    FOUND,
    IN,
    OWN,
    PROCESS,
    case,
    nobody,
    told,
)
from tests.situations import ACCOUNT, NOW, ROLE, git_credential

SOON = replace(ROLE, expires=NOW + timedelta(minutes=5))


@pytest.mark.parametrize(
    ("more", "ids"),
    [
        ({"grc": None}, ["no-grc"]),
        ({"grc": replace(FOUND, problem="It starts nothing.")}, ["grc-broken-install"]),
        ({"target": replace(BY_GRC, region="")}, ["grc-region"]),
        ({"target": replace(BY_GRC, problems=("No Region called eu-west-9.",))}, ["grc-region"]),
        ({"who": SOON, "seen": {"profiles": PROCESS}}, ["grc-credential-process"]),
        ({"who": SOON}, []),
        (
            {"who": replace(SOON, expires=NOW + timedelta(hours=1)), "seen": {"profiles": PROCESS}},
            [],
        ),
        ({"grc": None, "attempt": IN}, []),
        ({"grc": None, "method": Method.HELPER}, []),
        ({}, []),
    ],
)
def test_git_remote_codecommit(more: dict[str, Any], ids: list[str]) -> None:
    here = case(**({"target": BY_GRC, "method": Method.GRC, "grc": FOUND} | more))
    assert [one.id for one in grc.check(here)] == ids


def verdicts(pull: str = "", push: str = "", **more: bool) -> dict[str, Any]:
    names = {"codecommit:GitPull": pull, "codecommit:GitPush": push}
    return {
        "permissions": {name: Verdict("denied", why, **more) for name, why in names.items() if why}
    }


NO_ALLOW, EXPLICIT = "no policy allows it", "a policy explicitly denies it"
SCP, BOUNDARY = (
    "your organisation's policies deny it",
    "your permissions boundary does not include it",
)
BUILD = replace(ROLE, kind=Kind.SERVICE_ROLE)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"seen": verdicts(NO_ALLOW)}, ("no-permission-pull", Severity.ERROR)),
        ({"seen": verdicts(BOUNDARY)}, ("no-permission-pull", Severity.ERROR)),
        ({"seen": verdicts(EXPLICIT)}, ("explicit-deny-mfa", Severity.ERROR)),
        ({"seen": verdicts(SCP)}, ("explicit-deny-scp", Severity.ERROR)),
        ({"seen": verdicts(NO_ALLOW), "attempt": IN}, None),
        ({"seen": verdicts("", NO_ALLOW), "attempt": IN}, ("no-permission-push", Severity.WARNING)),
        ({"seen": verdicts("", EXPLICIT)}, ("no-permission-push", Severity.WARNING)),
        ({"seen": verdicts("", NO_ALLOW), "who": BUILD}, ("no-permission-push", Severity.NOTE)),
        ({"seen": verdicts(EXPLICIT, only_with_mfa=True)}, ("explicit-deny-mfa", Severity.ERROR)),
        ({"seen": verdicts(NO_ALLOW), "who": ROLE, **OWN}, None),
        ({"seen": verdicts(NO_ALLOW), **OWN}, ("no-permission-pull", Severity.ERROR)),
        ({"who": nobody("expired-sso"), "seen": verdicts(NO_ALLOW)}, None),
        ({}, None),
    ],
)
def test_permissions(more: dict[str, Any], expected: tuple[str, Severity] | None) -> None:
    found = list(permissions.check(case(**more)))
    assert told(found) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (NO_ALLOW, "onboard policy codecommit:GitPull --repository web --region eu-west-1"),
        (EXPLICIT, "onboard policy 'codecommit:GitPull: a policy explicitly denies it'"),
        (SCP, "No Allow helps"),
    ],
)
def test_what_to_send_to_an_administrator(why: str, words: str) -> None:
    (found,) = permissions.check(case(seen=verdicts(why)))
    assert words in found.fix


def test_no_self_service_is_a_note() -> None:
    actions = ("iam:CreateServiceSpecificCredential", "iam:UploadSSHPublicKey")
    seen = {"permissions": {one: Verdict("denied", NO_ALLOW) for one in actions}}
    (found,) = permissions.check(case(seen=seen, attempt=IN))
    assert (found.id, found.severity) == ("no-permission-iam", Severity.NOTE)
    assert "--action iam:UploadSSHPublicKey" in found.fix


OLD = AccessKey("AKIAOLD", "Active", NOW - timedelta(days=400))
IDLE = replace(OLD, id="AKIAIDLE", status="Inactive")
GIVEN_UP = Retired(Credential.ACCESS, "AKIAIDLE", "jane", ACCOUNT, "", "2026-02-01", "run-1")
FULL = Holdings(git_credentials=(git_credential(1, year=2026), git_credential(2, year=2026)))


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ({"holdings": Holdings(access_keys=(OLD, IDLE))}, [("old-credential", Severity.WARNING)]),
        ({"resumable": "run-1"}, [("unfinished-run", Severity.WARNING)]),
        ({"holdings": FULL}, [("slots-full", Severity.NOTE)]),
        (
            {"holdings": Holdings(access_keys=(IDLE,)), "past": Past(retired=(GIVEN_UP,))},
            [("retired", Severity.WARNING)],
        ),
        (
            {
                "holdings": Holdings(access_keys=(IDLE,)),
                "past": Past(retired=(replace(GIVEN_UP, delete_on="2026-04-01"),)),
            },
            [("retired", Severity.NOTE)],
        ),
        ({"past": Past(retired=(GIVEN_UP,))}, []),
        ({}, []),
    ],
)
def test_what_is_due(seen: dict[str, Any], expected: list[tuple[str, Severity]]) -> None:
    assert told(list(slots.check(case(seen=seen, attempt=IN)))) == expected
