"""What the checks of the AWS side say, as tables of cases that are built by hand."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from onboard.doctor.checks import clock, environment, grc, identity, permissions, profiles, slots
from onboard.doctor.finding import Finding, Readdress, SetUpAgain, Severity
from onboard.situation import (
    AccessKey,
    Credential,
    Holdings,
    Identity,
    Kind,
    Method,
    Past,
    ProfileFact,
    Retired,
    Shadow,
    Verdict,
)
from onboard.situation.case import Attempted, Case, Grc, Network, Signer, Target
from tests.situations import ACCOUNT, JANE, NOW, ROLE, git_credential, machine, situation

FOLDER = Path("/home/jane/web")
WEB = Target(
    url="https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/web",
    where="remote origin",
    folder=FOLDER,
    scheme="https",
    host="git-codecommit.eu-west-1.amazonaws.com",
    region="eu-west-1",
    repository="web",
)
BY_GRC = replace(WEB, url="codecommit::eu-west-1://work@web", scheme="grc", profile="work")
IN = Attempted(True, "git ls-remote")
REFUSED = Attempted(False, "git ls-remote", "The requested URL returned error: 403")
LINE = Signer("work", "~/.gitconfig, line 3", named=True)
FOUND = Grc(Path("/usr/bin/git-remote-codecommit"))
PROCESS = (ProfileFact("work", "eu-west-1", "process"),)
ROLE_PROFILE = (ProfileFact("work", "eu-west-1", "role"),)


def nobody(cause: str, code: str = "broken-config", problem: str = "It failed.") -> Identity:
    return Identity(Kind.NONE, problem=problem, hint="A hint.", problem_code=code, cause=cause)


def case(**more: Any) -> Case:
    """A clone whose helper signs as the profile work, and is refused."""
    facts: dict[str, Any] = {
        "target": WEB,
        "method": Method.HELPER,
        "signer": LINE,
        "attempt": REFUSED,
    }
    who = more.pop("who", JANE)
    seen = situation(who, **more.pop("seen", {}))
    return Case(seen, **(facts | more))


def told(found: list[Finding]) -> list[tuple[str, Severity]]:
    return [(one.id, one.severity) for one in found]


OWN = {"signer": None, "method": Method.HTTPS}
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
