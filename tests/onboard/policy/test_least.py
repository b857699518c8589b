"""The packet's policy, put into the sandbox's IAM, allows what was refused and nothing beyond it.

Checked action by action: whoever asks, for whatever, before and after.
"""

from collections.abc import Iterator
from functools import cache
from itertools import product

import pytest

from onboard.identity import identify
from onboard.policy import Packet
from onboard.policy.actions import OF_USER
from onboard.policy.read import read
from onboard.policy.write import packet
from onboard.sandbox.aws.call import Call
from onboard.sandbox.aws.iam_policies import put_user_policy
from onboard.sandbox.aws.identity import Principal, of_arn, of_user
from onboard.sandbox.aws.ids import new_id, user_arn
from onboard.sandbox.aws.permissions import decide, managed, refusal
from onboard.sandbox.aws.policy import evaluate, problem_of
from onboard.sandbox.aws.state import Account, Role, State, User
from onboard.situation import Kind

ACCOUNT, REGION = "111122223333", "eu-west-1"
PATHS = {"jane": "/", "ann": "/dev/web/", "bob": "/"}
ROLES = ("Developer", "AWSReservedSSO_Developer_0123456789abcdef")
REPOSITORIES = [
    f"arn:aws:codecommit:{region}:{account}:{name}"
    for region, account, name in (
        (REGION, ACCOUNT, "web"), (REGION, ACCOUNT, "web2"), (REGION, ACCOUNT, "api"),
        ("us-east-1", ACCOUNT, "web"), (REGION, "444455556666", "web"),
    )
]  # fmt: skip
USERS = [user_arn(ACCOUNT, path, name) for name, path in PATHS.items()]
OF_REPOSITORY = (
    "GitPull", "GitPush", "GetRepository", "BatchGetRepositories", "ListBranches", "GetBranch",
    "CreateBranch", "DeleteBranch", "CreateRepository", "DeleteRepository", "CreatePullRequest",
)  # fmt: skip
EVERYWHERE = ("codecommit:ListRepositories", "iam:ListAccountAliases", "iam:GetAccountSummary")
ASKED = [
    *((f"codecommit:{name}", REPOSITORIES[0], "") for name in OF_REPOSITORY),
    *((action, "*", "") for action in EVERYWHERE),
]
UNIVERSE = [
    *product((f"codecommit:{name}" for name in OF_REPOSITORY), REPOSITORIES),
    *product((f"iam:{name}" for name in (*OF_USER, "CreateUser", "DeleteUser")), USERS),
    *product((*EVERYWHERE, "iam:ListUsers", "sts:AssumeRole"), ["*"]),
    ("iam:PutUserPolicy", USERS[0]),
    ("iam:AttachUserPolicy", USERS[0]),
    ("iam:GetRole", f"arn:aws:iam::{ACCOUNT}:role/Developer"),
]


def fresh() -> State:
    """An account whose users and roles may do nothing."""
    users = {name: User(name, new_id("AIDA"), 0.0, path) for name, path in PATHS.items()}
    roles = {name: Role(name, new_id("AROA"), 0.0, {"Statement": []}) for name in ROLES}
    return State("x", USERS[0], "", "", {ACCOUNT: Account(ACCOUNT, users=users, roles=roles)})


def user(state: State, name: str, mfa: bool = False) -> Principal:
    account = state.accounts[ACCOUNT]
    return of_user(account, account.users[name], temporary=mfa, mfa=mfa)


def role(state: State, name: str) -> Principal:
    found = of_arn(state, f"arn:aws:sts::{ACCOUNT}:assumed-role/{name}/jane@example.com")
    assert found is not None
    return found


def allowed(state: State, who: Principal) -> set[tuple[str, str]]:
    return {
        (action, resource)
        for action, resource in UNIVERSE
        if decide(state, who, action, resource, REGION) == "allowed"
    }


def refused(state: State, who: Principal, action: str, resource: str, shown: str) -> Packet:
    """The packet that is made of AWS's own sentence."""
    sentence = refusal(state, who, action, resource, REGION, shown)
    assert sentence is not None
    said = f"An error occurred (AccessDenied) when calling the X operation: {sentence}"
    return packet(read(said), identify(who.arn, "", "", False, None, (), {}, None))


def put(state: State, name: str, document: object) -> None:
    """Through the sandbox's own PutUserPolicy, as an administrator would."""
    import json
    from pathlib import Path

    admin = of_arn(state, f"arn:aws:iam::{ACCOUNT}:root")
    assert admin is not None
    given = {"UserName": name, "PolicyName": "Least", "PolicyDocument": json.dumps(document)}
    put_user_policy(Call(state, admin, given, REGION, 0.0, Path("/"), lambda path: None))


@cache
def cases() -> tuple[tuple[str, str, str, str], ...]:
    """Who, action, resource, and how AWS shows that."""

    def all_of_them() -> Iterator[tuple[str, str, str, str]]:
        for name, path in PATHS.items():
            for action, resource, shown in ASKED:
                yield name, action, resource, shown
            for one in OF_USER:
                yield name, f"iam:{one}", user_arn(ACCOUNT, path, name), f"user {name}"

    return tuple(all_of_them())


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case[0]}-{case[1]}")
def test_a_users_policy_allows_the_refused_action_and_nothing_beyond_it(
    case: tuple[str, str, str, str],
) -> None:
    name, action, resource, shown = case
    state = fresh()
    made = refused(state, user(state, name), action, resource, shown)
    put(state, name, made.policy)
    assert allowed(state, user(state, name)) == {(action, resource)}
    assert all(not allowed(state, user(state, one)) for one in PATHS if one != name)
    assert not any(allowed(state, role(state, one)) for one in ROLES)


@pytest.mark.parametrize("case", cases()[::5], ids=lambda case: f"{case[0]}-{case[1]}")
def test_the_mfa_variant_allows_it_in_a_session_with_mfa_alone(
    case: tuple[str, str, str, str],
) -> None:
    name, action, resource, shown = case
    state = fresh()
    made = refused(state, user(state, name), action, resource, shown)
    put(state, name, made.mfa_policy)
    assert allowed(state, user(state, name)) == set()
    assert allowed(state, user(state, name, mfa=True)) == {(action, resource)}


@pytest.mark.parametrize("name", ROLES)
@pytest.mark.parametrize("row", ASKED, ids=lambda row: row[0])
def test_a_roles_policy_does_the_same(row: tuple[str, str, str], name: str) -> None:
    state = fresh()
    made = refused(state, role(state, name), *row)
    assert problem_of(made.policy) is None
    assert made.policy is not None
    state.accounts[ACCOUNT].roles[name].inline["Least"] = dict(made.policy)
    assert allowed(state, role(state, name)) == {row[:2]}
    assert not any(allowed(state, user(state, one)) for one in PATHS)


def test_a_help_desk_role_gets_the_one_user_and_no_other() -> None:
    state = fresh()
    who = role(state, "Developer")
    resource = user_arn(ACCOUNT, "/", "bob")
    made = refused(state, who, "iam:CreateServiceSpecificCredential", resource, "user bob")
    assert made.policy is not None
    state.accounts[ACCOUNT].roles["Developer"].inline["Least"] = dict(made.policy)
    assert allowed(state, who) == {("iam:CreateServiceSpecificCredential", resource)}
    assert any("belong to IAM users" in words for words in made.notes)


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case[0]}-{case[1]}")
def test_the_managed_policy_would_do_and_where_none_would_none_is_named(
    case: tuple[str, str, str, str],
) -> None:
    name, action, resource, shown = case
    state = fresh()
    who = user(state, name)
    made = refused(state, who, action, resource, shown)
    for one in made.managed:
        document = managed(one.name)
        assert document is not None
        context = {"aws:username": name}
        assert evaluate([document], action, resource, context) == "allowed"
        assert one.arn == f"arn:aws:iam::aws:policy/{one.name}"
    if action.startswith("codecommit:"):
        assert len(made.managed) == 1
    if name == "ann" and action.partition(":")[2].startswith(("Create", "Upload", "Delete")):
        assert action.startswith("codecommit:") or made.managed == ()


def test_what_a_deny_refuses_is_not_allowed_by_the_packet_and_it_says_so() -> None:
    state = fresh()
    jane = state.accounts[ACCOUNT].users["jane"]
    deny = {"Effect": "Deny", "Action": "codecommit:GitPull", "Resource": "*"}
    jane.inline["Deny"] = {"Version": "2012-10-17", "Statement": [deny]}
    made = refused(state, user(state, "jane"), "codecommit:GitPull", REPOSITORIES[0], "")
    assert (made.policy, made.mfa_policy, made.managed) == (None, None, ())


def test_several_refused_actions_are_one_policy() -> None:
    state = fresh()
    who = user(state, "ann")
    rows = [
        ("codecommit:GitPull", REPOSITORIES[0], ""),
        ("codecommit:GitPush", REPOSITORIES[0], ""),
    ]
    text = "\n".join(str(refusal(state, who, *row[:2], REGION, row[2])) for row in rows)
    made = packet(read(text), identify(who.arn, "", "", False, None, (), {}, None))
    put(state, "ann", made.policy)
    assert allowed(state, who) == {(action, resource) for action, resource, _ in rows}


def test_the_kinds_of_caller_are_told_apart() -> None:
    state = fresh()
    kinds = [
        refused(state, role(state, name), "codecommit:GitPull", REPOSITORIES[0], "").who.kind
        for name in ROLES
    ]
    assert kinds == [Kind.ROLE, Kind.IDENTITY_CENTER]
