"""What is decided for another user, as tables: pure."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from onboard.desk import Action, Delivery, Operator, Somebody, Way, Wish, check_name
from onboard.desk.plan import kinds_for, plan_for
from onboard.errors import AccessDenied, BadInput, LimitReached
from onboard.sandbox.scenarios.made_up import ssh_key as made_up_key
from onboard.situation import AccessKey, Credential, Holdings, Method, Unknown
from onboard.ssh.keys import body_of
from onboard.work import Plan, Ref
from tests.situations import JANE, NOW, git_credential, ssh_key

OPERATOR = Operator(replace(JANE, name="admin", arn=JANE.arn.replace("jane", "admin")), "work", "x")
FILE = Delivery(Way.FILE, Path("/home/admin/dev.csv"))
SHOW = Delivery(Way.SHOW)
LINE = made_up_key("dev@laptop", 0).body
ACCESS = AccessKey("AKIA0000000000000001", "Active", NOW)
REFUSED = Unknown("AWS refuses you that.", "access-denied", "iam:ListSSHPublicKeys")
CREATE = Wish("dev", Action.CREATE)
KEY = Wish("dev", Action.CREATE, Method.SSH, LINE)


def by_id(action: Action, id_: str) -> Wish:
    return Wish("dev", action, id=id_)


def plan(wishes: Wish | Sequence[Wish], to: Delivery | None = FILE, **held: object) -> Plan:
    wanted = (wishes,) if isinstance(wishes, Wish) else tuple(wishes)
    return plan_for(OPERATOR, Somebody("dev", Holdings(**held), NOW), wanted, to)  # type: ignore[arg-type]


ONE, TWO = git_credential(1), git_credential(2, "Inactive")


@pytest.mark.parametrize(
    ("wishes", "to", "held", "kinds"),
    [
        (CREATE, FILE, {}, ["create-git-credential", "hand-over"]),
        (CREATE, SHOW, {"git_credentials": (ONE,)}, ["create-git-credential", "hand-over"]),
        (KEY, None, {}, ["upload-key"]),
        (KEY, SHOW, {}, ["upload-key"]),
        (KEY, FILE, {}, ["upload-key", "hand-over"]),
        (KEY, None, {"ssh_keys": (ssh_key(1, body_of(LINE)),)}, []),
        (KEY, FILE, {"ssh_keys": (ssh_key(1, body_of(LINE)),)}, ["hand-over"]),
        (
            by_id(Action.RESET, ONE.id),
            FILE,
            {"git_credentials": (ONE,)},
            ["reset-password", "hand-over"],
        ),
        (by_id(Action.DEACTIVATE, ONE.id), None, {"git_credentials": (ONE,)}, ["switch"]),
        (by_id(Action.ACTIVATE, ONE.id), None, {"git_credentials": (ONE,)}, []),
        (by_id(Action.ACTIVATE, TWO.id), None, {"git_credentials": (TWO,)}, ["switch"]),
        (by_id(Action.DELETE, ACCESS.id), None, {"access_keys": (ACCESS,)}, ["delete"]),
        (
            [by_id(Action.DELETE, TWO.id), CREATE],
            FILE,
            {"git_credentials": (ONE, TWO)},
            ["delete", "create-git-credential", "hand-over"],
        ),
    ],
)
def test_the_steps(
    wishes: Wish | list[Wish], to: Delivery | None, held: dict[str, object], kinds: list[str]
) -> None:
    made = plan(wishes, to, **held)
    assert [step.kind for step in made.steps] == kinds
    assert made.proof is None
    assert made.account == JANE.account
    assert kinds or made.notes


def test_a_hand_over_names_what_its_own_create_gives() -> None:
    made = plan([by_id(Action.DELETE, TWO.id), CREATE], git_credentials=(ONE, TWO))
    hand_over = made.steps[2]
    assert getattr(hand_over, "name", None) == Ref(2, "Git user name")
    assert getattr(made.steps[1], "known", "") is None  # one of them will be gone by then


@pytest.mark.parametrize(
    ("wish", "to", "held", "error", "words"),
    [
        (CREATE, None, {}, BadInput, "--hand-over"),
        (CREATE, FILE, {"git_credentials": (ONE, TWO)}, LimitReached, f"--delete {TWO.id}"),
        (CREATE, FILE, {"git_credentials": REFUSED}, AccessDenied, "on resource: user dev"),
        (KEY, None, {"ssh_keys": REFUSED}, AccessDenied, "onboard policy"),
        (KEY, None, {"ssh_keys": tuple(map(ssh_key, range(1, 6)))}, LimitReached, "--delete APKA"),
        (replace(KEY, key="ssh-ed25519 " + "A" * 68), None, {}, BadInput, ""),
        (replace(KEY, key="-----BEGIN PRIVATE KEY-----"), None, {}, BadInput, "Give the .pub"),
        (by_id(Action.RESET, "ACCA1"), FILE, {}, BadInput, "onboard status --user dev"),
        (by_id(Action.DELETE, ONE.id), None, {}, BadInput, "onboard status --user dev"),
    ],
)
def test_what_stands_in_the_way_is_said(
    wish: Wish, to: Delivery | None, held: dict[str, object], error: type[Exception], words: str
) -> None:
    with pytest.raises(error) as caught:
        plan(wish, to, **held)
    assert words in str(getattr(caught.value, "hint", ""))


def test_what_is_to_be_seen() -> None:
    assert kinds_for([CREATE]) == {Credential.GIT}
    assert kinds_for([KEY]) == {Credential.SSH}
    assert kinds_for([CREATE, by_id(Action.DELETE, "x")]) == set(Credential)


@pytest.mark.parametrize("name", ["", "a/b", "arn:aws:iam::1:user/x", "a b", "ä", "a" * 65, "a\n"])
def test_no_name_of_a_user(name: str) -> None:
    with pytest.raises(BadInput):
        check_name(name)
    assert not OPERATOR.is_user(name)
    assert OPERATOR.is_user("ADMIN")
