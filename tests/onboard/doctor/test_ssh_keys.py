"""What the checks say of the SSH user, the key files and what IAM has, as tables."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from onboard.doctor.checks import examine, key_files, keys_at_iam, ssh_user
from onboard.doctor.checks.ssh_offered import offers
from onboard.doctor.finding import Edit, Enable, Finding, Protect, Readdress, SetUpAgain, Severity
from onboard.situation import (
    Credential,
    ExistingSetup,
    HandWritten,
    Holdings,
    HostBlock,
    Kind,
    Machine,
    Method,
    Unknown,
)
from onboard.situation.case import Attempted, Case
from onboard.situation.ssh import SshView
from tests.onboard.doctor.cases import ACCOUNT, CLONE, HOST, JANE
from tests.onboard.doctor.ssh_cases import (
    BLOCK,
    CONFIG,
    FILE,
    ID,
    IN_ORDER,
    KEY,
    KEY_LINE,
    LET_IN,
    OTHER,
    OTHER_ID,
    RIGHT,
    SECTION,
    TARGET,
    VIEW,
    case,
    keys,
    seen,
)

SSH_SETUP = ExistingSetup(Method.SSH, ACCOUNT, None, "eu-west-1", ID, (HOST,))
AGAIN = SetUpAgain(Method.SSH, adopt=True)
CHECKS = (key_files.check, ssh_user.check, keys_at_iam.check)


def found(one: Case) -> list[Finding]:
    return [finding for check in CHECKS for finding in check(one)]


def file(**more: Any) -> SshView:
    return replace(VIEW, identity_files=(replace(FILE, **more),))


@pytest.mark.parametrize(
    ("view", "id_", "mend"),
    [
        (file(there=False, body="", type=""), "key-file-missing", AGAIN),
        (file(body="", type="", problem="It is damaged."), "key-unreadable", AGAIN),
        (file(type="ssh-ed25519", body=OTHER), "key-type-not-accepted", AGAIN),
        (file(mode=0o644, problem="Others may read it."), "key-permissions", Protect(KEY, 0o600)),
    ],
)
def test_a_key_file_that_ssh_cannot_use(view: SshView, id_: str, mend: object) -> None:
    one = found(case(view))
    assert [(row.id, row.severity, row.mend) for row in one] == [(id_, Severity.ERROR, mend)]
    assert one[0].where == f"{CONFIG}, line 3"


@pytest.mark.parametrize(
    ("view", "situation"),
    [
        (VIEW, IN_ORDER),
        (file(mode=0o644), IN_ORDER),
        (file(there=False, said=None), keys()),
        (replace(VIEW, identity_files=(), agent_keys=(RIGHT,)), IN_ORDER),
        (replace(VIEW, agent_keys=(OTHER,) * 9, identities_only=True), IN_ORDER),
    ],
)
def test_a_key_that_is_as_it_should_be(view: SshView, situation: object) -> None:
    one = case(view, situation=situation)
    assert [row for row in found(one) if row.where == f"{CONFIG}, line 3"] == []


@pytest.mark.parametrize(
    "said",
    [
        "Access denied: User is not authorized to perform: codecommit:GitPull",
        "Repository not found: webb",
        "You have successfully authenticated over SSH.",
    ],
)
def test_whom_the_server_knows_has_the_right_key(said: str) -> None:
    one = case(file(there=False, body=""), Attempted(False, "git", said), situation=keys())
    assert found(one) == []
    assert found(case(file(there=False, body=""), LET_IN, situation=keys())) == []
    assert found(case(file(there=False, body=""), None, situation=keys())) == []


@pytest.mark.parametrize(
    ("held", "where", "mend"),
    [
        (keys(), f"IAM SSH key {ID}", AGAIN),
        (keys((ID, "Inactive", RIGHT)), f"IAM SSH key {ID}", Enable(Credential.SSH, ID)),
        (keys((ID, "Active", OTHER)), f"{CONFIG}, line 3", AGAIN),
    ],
)
def test_what_iam_says_of_the_key(held: object, where: str, mend: object) -> None:
    one = found(case(situation=held))
    assert [(row.id, row.where, row.mend) for row in one] == [
        ("publickey-not-uploaded", where, mend)
    ]


def test_without_a_look_at_iam_nothing_is_said_of_it() -> None:
    unknown = replace(IN_ORDER, holdings=Holdings(ssh_keys=Unknown("not permitted")))
    assert found(case(situation=unknown)) == []
    signed_out = replace(keys(), identity=replace(JANE, kind=Kind.NONE, account=""))
    assert found(case(situation=signed_out)) == []


def test_another_accounts_key_is_not_looked_for_here() -> None:
    block = HostBlock("999988887777", (HOST,), ID, KEY)
    other = replace(keys(), machine=Machine(blocks=(block,)))
    assert found(case(situation=other)) == []
    wrong = found(case(replace(VIEW, user="git"), situation=other))[0]
    assert wrong.mend is None
    assert "--profile" in wrong.fix


@pytest.mark.parametrize(
    ("user", "line", "id_"),
    [
        ("jane", ("user", "jane", SECTION), "publickey-wrong-user"),
        ("git", ("user", "git", "Host *"), "publickey-wrong-user"),
        (
            "AIDACKCEVSQ6C2EXAMPLE",
            ("user", "AIDACKCEVSQ6C2EXAMPLE", SECTION),
            "publickey-wrong-user",
        ),
    ],
)
def test_a_user_that_is_no_keys_id(user: str, line: tuple[str, str, str], id_: str) -> None:
    one = found(case(seen([line], user=user, options={"user": (user,)})))
    assert [(row.id, row.where, row.mend) for row in one] == [(id_, f"{CONFIG}, line 11", AGAIN)]
    assert user in one[0].summary


def test_no_user_at_all_and_nothing_at_all() -> None:
    by_hand = replace(VIEW, user="root", lines=(BLOCK[0], KEY_LINE))
    assert [row.id for row in found(case(by_hand))] == ["publickey-wrong-user"]
    nothing = replace(VIEW, user="root", lines=(), identity_files=(), first_line=None)
    assert [row.id for row in found(case(nothing))] == ["publickey-not-uploaded"]


def test_a_line_above_the_block_of_onboard_moves_the_block() -> None:
    own = tuple(replace(one, own=True) for one in BLOCK)
    block = ((5, "# >>>"), (6, "Host x"), (7, "# <<<"))
    view = seen([("user", "deploy", "Host *")], user="deploy", block=block, first_line="Host *")
    view = replace(view, lines=(view.lines[0], *own))
    one = found(case(view))[0]
    assert one.mend == Edit(CONFIG, ((1, "Host *"), *block), ("# >>>", "Host x", "# <<<", "Host *"))
    at_top = replace(view, block=((1, "# >>>"),))
    assert found(case(at_top))[0].mend is None


@pytest.mark.parametrize(
    ("user", "situation", "mend"),
    [
        ("git", replace(IN_ORDER, setups=(SSH_SETUP,)), Readdress(CLONE)),
        ("git", IN_ORDER, AGAIN),
        (OTHER_ID, replace(IN_ORDER, setups=(SSH_SETUP,)), Readdress(CLONE)),
        (
            "git",
            replace(
                IN_ORDER,
                machine=Machine(hand_written=(HandWritten(CONFIG, 1, (HOST,), ID),)),
            ),
            Readdress(CLONE),
        ),
    ],
)
def test_a_user_in_the_address(user: str, situation: object, mend: object) -> None:
    target = replace(TARGET, user=user)
    one = found(case(replace(VIEW, user=user), situation=situation, target=target))
    assert (one[0].id, one[0].where, one[0].mend) == ("publickey-wrong-user", "remote origin", mend)


def test_the_right_id_in_the_address_is_fine() -> None:
    target = replace(TARGET, user=ID)
    assert list(ssh_user.check(case(target=target))) == []


def test_too_many_keys_before_the_right_one() -> None:
    agent = tuple(f"AAAAcustomer{number}" for number in range(6))
    one = found(case(replace(VIEW, agent_keys=agent)))
    assert [(row.id, row.mend) for row in one] == [("too-many-auth-failures", AGAIN)]
    fewer = found(case(replace(VIEW, agent_keys=agent[:5])))
    assert [row.id for row in fewer] == ["publickey-unspecific"]


def test_the_order_in_which_ssh_offers_keys() -> None:
    other = replace(FILE, path=Path("/home/jane/.ssh/other"), body=OTHER, said=None)
    view = replace(VIEW, identity_files=(other, FILE), agent_keys=("AAAAagent", RIGHT))
    assert offers(view) == (RIGHT, "AAAAagent", OTHER)
    assert offers(replace(view, identities_only=True)) == (RIGHT, OTHER)
    broken = replace(view, agent_keys=(), identity_files=(replace(FILE, problem="no"), other))
    assert offers(broken) == (OTHER,)


def test_a_passphrase_that_nobody_was_asked_for_is_no_alarm() -> None:
    view = file(encrypted=True)
    rows = examine(case(view))
    assert [(row.id, row.severity) for row in rows] == [("key-needs-passphrase", Severity.NOTE)]
    in_agent = replace(view, agent_keys=(RIGHT,))
    assert key_files.locked(case(in_agent)) is None
    gone = case(view, situation=keys())
    assert [row.id for row in examine(gone)] == ["publickey-not-uploaded"]


def test_a_role_that_may_not_use_ssh_is_told_another_way() -> None:
    role = replace(IN_ORDER, identity=replace(JANE, kind=Kind.ROLE))
    one = found(case(file(there=False, body=""), situation=role))[0]
    assert one.mend is None
    assert "https" in one.fix


def test_a_bare_refusal_stays_unspecific_where_all_is_in_order() -> None:
    rows = examine(case())
    assert [(row.id, row.mend) for row in rows] == [("publickey-unspecific", None)]
    assert "Wait a minute" in rows[0].fix


def test_a_file_for_every_host_is_not_blamed() -> None:
    everywhere = replace(KEY_LINE, section="Host *")
    gone = replace(FILE, there=False, body="", type="", said=everywhere)
    nothing = replace(VIEW, user="root", lines=(), identity_files=(gone,))
    assert [row.id for row in found(case(nothing))] == ["publickey-not-uploaded"]
    both = replace(VIEW, identity_files=(gone, replace(FILE, said=everywhere)))
    assert [row.id for row in found(case(both))] == ["publickey-unspecific"]
