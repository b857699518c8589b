"""The offers of every kind and state: the design's two tables, and what is missing here."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from onboard.offer import console_only, key_problem, offers
from onboard.situation import (
    ExistingSetup,
    GitCredential,
    Holdings,
    Identity,
    KeyringFact,
    Kind,
    LocalKey,
    Method,
    Offer,
    ProfileFact,
    Situation,
    SshKey,
    Store,
    Unknown,
    VaultEntry,
    Verdict,
)
from tests.situations import ACCOUNT, BODY, JANE, NOW, machine, situation

CREATE, UPLOAD = "iam:CreateServiceSpecificCredential", "iam:UploadSSHPublicKey"
LIST = "iam:ListServiceSpecificCredentials"
PULL, PUSH = "codecommit:GitPull", "codecommit:GitPush"
SESSION = replace(JANE, kind=Kind.IAM_USER_SESSION, temporary=True)
SHUT_OUT = Unknown("no answer", "mfa-needed")
DENIED = Unknown("refused", "access-denied", LIST)
BY_POLICY = Verdict("denied", "a policy explicitly denies it")
KEY = LocalKey(Path("/home/jane/.ssh/id_rsa"), "ssh-rsa", 3072, BODY)
WITH_DEVICE = (ProfileFact("work", "eu-west-1", "keys", mfa_serial="arn:aws:iam::1:mfa/jane"),)


def none(code: str = "no-credentials") -> Identity:
    return Identity(Kind.NONE, problem="Nobody.", hint="Sign in.", problem_code=code)


def of(seen: Situation) -> dict[str, Offer]:
    return {one.method.value: one for one in offers(seen)}


def available(seen: Situation) -> list[str]:
    return [name for name, one in of(seen).items() if one.available]


def recommended(seen: Situation) -> list[str]:
    return [name for name, one in of(seen).items() if one.recommended]


def git_credentials(*status: str) -> tuple[GitCredential, ...]:
    return tuple(
        GitCredential(f"ACCA{i}", f"jane+{i}-at-{ACCOUNT}", one, NOW - timedelta(days=9 - i))
        for i, one in enumerate(status)
    )


def ssh_keys(count: int, body: str = "") -> tuple[SshKey, ...]:
    return tuple(SshKey(f"APKA{i}", "Active", NOW, body) for i in range(count))


def test_the_order_and_one_recommendation() -> None:
    found = offers(situation())
    assert [one.method for one in found] == list(Method)
    assert recommended(situation()) == ["https"]


@pytest.mark.parametrize(
    "kind",
    [
        Kind.ROOT,
        Kind.FEDERATED_USER,
        Kind.IDENTITY_CENTER,
        Kind.CROSS_ACCOUNT_ROLE,
        Kind.INSTANCE_ROLE,
        Kind.SERVICE_ROLE,
        Kind.ROLE,
    ],
)
def test_who_is_no_iam_user_signs(kind: Kind) -> None:
    seen = situation(replace(JANE, kind=kind))
    assert available(seen) == ["helper", "grc"]
    assert recommended(seen) == ["helper"]
    assert of(seen)["ssh"].reason.startswith("Keys and Git credentials belong to IAM users; ")
    assert bool(of(seen)["helper"].warning) == bool(of(seen)["grc"].warning) == (kind is Kind.ROOT)


def test_the_root_user_is_shown_the_way_out() -> None:
    assert "administrator user" in of(situation(replace(JANE, kind=Kind.ROOT)))["helper"].warning


@pytest.mark.parametrize("identity", [JANE, SESSION, replace(SESSION, mfa=True)])
def test_an_iam_user_whom_iam_answers_may_use_all(identity: Identity) -> None:
    assert available(situation(identity)) == ["https", "ssh", "helper", "grc"]
    assert recommended(situation(identity)) == ["https"]


def test_a_session_that_iam_does_not_admit_needs_a_code() -> None:
    seen = situation(SESSION, holdings=Holdings(SHUT_OUT, SHUT_OUT, SHUT_OUT, SHUT_OUT))
    assert available(seen) == ["helper", "grc"]
    assert of(seen)["https"].needs == of(seen)["ssh"].needs == ("an MFA code",)
    assert recommended(seen) == ["helper"]


@pytest.mark.parametrize("code", ["no-credentials", "expired", "unreachable", "broken-config"])
def test_signed_out_there_is_the_console(code: str) -> None:
    seen = situation(none(code))
    assert available(seen) == ["https", "ssh"]
    assert {of(seen)[name].via for name in ("https", "ssh")} == {"console"}
    assert recommended(seen) == []


def test_a_role_behind_a_code_is_known_to_be_a_role() -> None:
    seen = situation(none("mfa-needed"))
    assert available(seen) == ["helper", "grc"]
    assert of(seen)["helper"].needs == ("an MFA code",)
    assert recommended(seen) == ["helper"]


@pytest.mark.parametrize(
    ("profiles", "code", "expected"),
    [
        ((ProfileFact("work", "eu-west-1"),), "no-credentials", True),
        ((ProfileFact("work", "eu-west-1", "sso"),), "no-credentials", False),
        ((ProfileFact("work", "eu-west-1"),), "unreachable", False),
        ((), "no-credentials", False),
    ],
)
def test_console_only(profiles: tuple[ProfileFact, ...], code: str, expected: bool) -> None:
    assert console_only(situation(none(code), profiles=profiles)) is expected


@pytest.mark.parametrize(
    "seen",
    [
        situation(permissions={CREATE: Verdict("denied"), UPLOAD: Verdict("denied")}),
        situation(
            permissions={
                CREATE: Verdict("unknown"),
                LIST: Verdict("denied", "no policy allows it"),
                UPLOAD: Verdict("denied"),
            },
            holdings=Holdings(DENIED, DENIED),
        ),
    ],
)
def test_without_self_service_the_action_is_named(seen: Situation) -> None:
    assert available(seen) == ["https", "ssh", "helper", "grc"]
    assert of(seen)["https"].needs == (CREATE,)
    assert of(seen)["ssh"].needs == (UPLOAD,)
    assert recommended(seen) == ["helper"]


def test_read_only_is_said_and_hinders_nothing() -> None:
    seen = situation(permissions={PULL: Verdict("allowed"), PUSH: Verdict("denied")})
    assert recommended(seen) == ["https"]
    assert all("pulling, not pushing" in one.reason for one in offers(seen))


ONLY_WITH_MFA = Verdict("denied", with_mfa=True, only_with_mfa=True)
IN_SESSION = Verdict("allowed", with_mfa=True, only_with_mfa=True)


@pytest.mark.parametrize(
    ("identity", "facts", "needs"),
    [
        (JANE, {"permissions": {PULL: ONLY_WITH_MFA}}, ("an MFA code",)),
        (replace(SESSION, mfa=True), {"permissions": {PULL: IN_SESSION}}, ()),
        (JANE, {"permissions": {LIST: BY_POLICY}, "profiles": WITH_DEVICE}, ("an MFA code",)),
        (
            JANE,
            {"permissions": {LIST: BY_POLICY}, "holdings": Holdings(mfa_serials=("GAHT1",))},
            ("an MFA code",),
        ),
    ],
)
def test_a_policy_that_wants_mfa_leaves_what_can_carry_it(
    identity: Identity, facts: dict[str, Any], needs: tuple[str, ...]
) -> None:
    seen = situation(identity, **facts)
    assert available(seen) == ["helper", "grc"]
    assert "wants MFA" in of(seen)["https"].reason
    assert "wants MFA" in of(seen)["ssh"].reason
    assert of(seen)["helper"].needs == of(seen)["grc"].needs == needs
    assert recommended(seen) == ["helper"]


def test_an_explicit_refusal_alone_is_not_about_mfa() -> None:
    seen = situation(permissions={LIST: BY_POLICY, CREATE: Verdict("unknown")})
    assert of(seen)["https"].needs == (CREATE,)


def test_a_code_that_only_iam_wants_is_a_need_of_https() -> None:
    seen = situation(permissions={PULL: Verdict("allowed"), CREATE: ONLY_WITH_MFA})
    assert of(seen)["https"].needs == ("an MFA code",)
    assert recommended(seen) == ["helper"]


def test_full_slots_are_said_first_with_the_one_that_could_go() -> None:
    held = Holdings(git_credentials("Active", "Inactive"), ssh_keys(5))
    found = of(situation(holdings=held, machine=machine(keyring=KeyringFact(False, ""))))
    assert found["https"].needs[0] == found["ssh"].needs[0] == "a free slot"
    assert "ACCA1 could go, it is inactive" in found["https"].reason
    assert "APKA0 could go, it is the oldest" in found["ssh"].reason


def test_what_is_there_is_used_before_a_slot_is_taken() -> None:
    kept = VaultEntry(ACCOUNT, f"jane+1-at-{ACCOUNT}", Store.KEYRING, "ACCA1")
    held = Holdings(git_credentials("Active", "Active"), ssh_keys(5, BODY))
    found = of(situation(holdings=held, machine=machine(vault=(kept,), keys=(KEY,))))
    assert (found["https"].exists, found["https"].needs) == (("ACCA1",), ())
    assert (found["ssh"].exists[0], found["ssh"].needs) == ("APKA0", ())


@pytest.mark.parametrize("status", ["Inactive", "Expired"])
def test_what_is_not_active_does_not_count_as_there(status: str) -> None:
    kept = VaultEntry(ACCOUNT, f"jane+0-at-{ACCOUNT}", Store.KEYRING, "ACCA0")
    seen = situation(holdings=Holdings(git_credentials(status)), machine=machine(vault=(kept,)))
    assert of(seen)["https"].exists == ()


def test_another_accounts_password_does_not_count_as_there() -> None:
    kept = VaultEntry("444455556666", f"jane+0-at-{ACCOUNT}", Store.KEYRING, "ACCA0")
    seen = situation(holdings=Holdings(git_credentials("Active")), machine=machine(vault=(kept,)))
    assert of(seen)["https"].exists == ()


def test_a_set_up_helper_is_there() -> None:
    done = ExistingSetup(Method.HELPER, ACCOUNT, "work", None, "work", ())
    assert of(situation(setups=(done,)))["helper"].exists == ("work",)


@pytest.mark.parametrize(
    ("lacking", "method", "need", "best"),
    [
        ({"git": None}, "helper", "git", []),
        ({"ssh": None}, "ssh", "ssh", ["https"]),
        ({"grc": None}, "grc", "git-remote-codecommit", ["https"]),
        (
            {"keyring": KeyringFact(False, "")},
            "https",
            "a keyring, or your choice of another place",
            ["helper"],
        ),
    ],
)
def test_what_this_machine_lacks(
    lacking: dict[str, Any], method: str, need: str, best: list[str]
) -> None:
    seen = situation(machine=machine(**lacking))
    assert need in of(seen)[method].needs
    assert recommended(seen) == best


def test_the_sandbox_needs_no_keyring() -> None:
    seen = situation(machine=machine(keyring=KeyringFact(False, "")), sandbox="iam-user")
    assert recommended(seen) == ["https"]


def test_the_words_are_a_colleagues() -> None:
    seen = [situation(replace(JANE, kind=kind)) for kind in Kind if kind is not Kind.NONE]
    for one in (offer for each in (*seen, situation(none())) for offer in offers(each)):
        assert one.reason.endswith(".")
        assert "!" not in one.reason + one.warning


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, ""),
        ({"encrypted": True}, ""),
        ({"bits": 2048}, ""),
        ({"bits": 16384}, ""),
        ({"type": "ssh-ed25519", "bits": 256}, "type ssh-ed25519"),
        ({"bits": 1024}, "1024 bits"),
        ({"bits": 16385}, "16385 bits"),
        ({"has_private": False}, "public half"),
        ({"has_public": False, "body": "", "bits": 0}, "missing"),
        ({"has_public": False}, ""),
    ],
)
def test_whether_a_key_is_fit(changes: dict[str, Any], said: str) -> None:
    problem = key_problem(replace(KEY, **changes))
    assert said in problem
    assert bool(said) == bool(problem)
