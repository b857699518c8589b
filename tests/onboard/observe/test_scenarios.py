"""Every scenario of the sandbox, seen and judged as the design's tables say."""

from pathlib import Path

import pytest

from onboard.situation import Kind, Offer, Unknown
from tests import sandboxes
from tests.onboard.observe.seen import Seen, look

SIGNERS = {"https": False, "ssh": False, "helper": True, "grc": True}
ALL = dict.fromkeys(SIGNERS, True)
CONSOLE = {"https": True, "ssh": True, "helper": False, "grc": False}
TABLE: dict[str, tuple[Kind, dict[str, bool], str | None]] = {
    "iam-user": (Kind.IAM_USER, ALL, "https"),
    "iam-user-session": (Kind.IAM_USER_SESSION, SIGNERS, "helper"),
    "root": (Kind.ROOT, SIGNERS, "helper"),
    "identity-center": (Kind.IDENTITY_CENTER, SIGNERS, "helper"),
    "federated-user": (Kind.FEDERATED_USER, SIGNERS, "helper"),
    "cross-account-role": (Kind.CROSS_ACCOUNT_ROLE, SIGNERS, "helper"),
    "instance-role": (Kind.INSTANCE_ROLE, SIGNERS, "helper"),
    "service-role": (Kind.SERVICE_ROLE, SIGNERS, "helper"),
    "role": (Kind.ROLE, SIGNERS, "helper"),
    "none": (Kind.NONE, CONSOLE, None),
    "expired": (Kind.NONE, CONSOLE, None),
    "console-only": (Kind.NONE, CONSOLE, None),
    "no-permission": (Kind.IAM_USER, ALL, "helper"),
    "read-only": (Kind.IAM_USER, ALL, "https"),
    "mfa-required": (Kind.IAM_USER, SIGNERS, "helper"),
    "slots-full": (Kind.IAM_USER, ALL, "helper"),
    "stale": (Kind.IAM_USER, ALL, "https"),
    "several-accounts": (Kind.IAM_USER, ALL, "https"),
    "help-desk": (Kind.IAM_USER, ALL, "https"),
}
NEEDS: dict[str, dict[str, tuple[str, ...]]] = {
    "iam-user-session": {"https": ("an MFA code",), "ssh": ("an MFA code",)},
    "no-permission": {
        "https": ("iam:CreateServiceSpecificCredential",),
        "ssh": ("iam:UploadSSHPublicKey",),
    },
    "mfa-required": {"helper": ("an MFA code",), "grc": ("an MFA code",)},
    "slots-full": {"https": ("a free slot",), "ssh": ("a free slot",)},
}


WITH_CODE: dict[str, tuple[dict[str, bool], str]] = {
    "iam-user-session": (ALL, "https"),
    "mfa-required": (SIGNERS, "helper"),
}
PROBLEMS = {"none": "no-credentials", "console-only": "no-credentials", "expired": "expired"}


def recommended(offers: tuple[Offer, ...]) -> str | None:
    return next((one.method.value for one in offers if one.recommended), None)


@pytest.mark.parametrize("scenario", TABLE)
def test_the_kind_and_the_offers(tmp_path: Path, scenario: str) -> None:
    with sandboxes.running(tmp_path, scenario) as box:
        judge(scenario, look(box))
        if scenario in WITH_CODE:
            judge_with_code(scenario, look(box, box.control("mfa-code")["code"]))


def judge(scenario: str, seen: Seen) -> None:
    """As the design's tables say."""
    kind, available, best = TABLE[scenario]
    situation, offers, told = seen
    assert situation.identity.kind is kind
    assert situation.identity.problem_code == PROBLEMS.get(scenario, "")
    assert {one.method.value: one.available for one in offers} == available
    assert recommended(offers) == best
    assert {one.method.value: one.needs for one in offers if one.needs} == NEEDS.get(scenario, {})
    console = {one.method.value for one in offers if one.via == "console"}
    assert console == ({"https", "ssh"} if kind is Kind.NONE else set())
    assert situation.sandbox == scenario
    assert (situation.machine.shadows, situation.setups) == ((), ())
    assert situation.machine.keyring.reason == "not used in the sandbox"
    assert situation.published_host_keys
    running = {one.about for one in told if one.state == "running"}
    assert running == {one.about for one in told if one.state != "running"}


def judge_with_code(scenario: str, seen: Seen) -> None:
    """A code of the device gets the person through."""
    available, best = WITH_CODE[scenario]
    situation, offers, _ = seen
    identity = situation.identity
    assert (identity.kind, identity.mfa) == (Kind.IAM_USER_SESSION, True)
    assert identity.expires
    assert {one.method.value: one.available for one in offers} == available
    assert recommended(offers) == best
    assert not isinstance(situation.repositories, Unknown)
    assert all(one.needs == () for one in offers)
