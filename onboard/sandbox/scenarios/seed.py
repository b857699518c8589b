"""The accounts that each scenario starts with."""

import secrets
import uuid
from collections.abc import Callable

from onboard.sandbox.aws import mfa
from onboard.sandbox.aws.ids import new_id, new_secret, role_arn, user_arn
from onboard.sandbox.aws.metadata import Machine
from onboard.sandbox.aws.sso import role_name
from onboard.sandbox.aws.state import AccessKey, Account, Document, Repository, Role, State, User
from onboard.sandbox.scenarios import grants
from onboard.sandbox.scenarios.made_up import git_credential, ssh_key
from onboard.sandbox.scenarios.many import add_users

MAIN = "111122223333"
OTHER = "444455556666"
THIRD = "777788889999"
REGION = "eu-west-1"
PERSON = "jane"
PERMISSION_SET = "DeveloperAccess"
INSTANCE = "i-0123456789abcdef0"
BUILD = "AWSCodeBuild-8f2b8a0e-7c36-4c57-9f0f-2d0c5b8d1f6a"
YEAR = 365 * 86400.0
COLLEAGUES = 60
"""dev-0001 and so on, whom the person of the help desk may act for."""

_POWER = "AWSCodeCommitPowerUser"
_JANE = user_arn(MAIN, "/", PERSON)


def seed(scenario: str, now: float) -> State:
    """The state in which the scenario begins."""
    state = State(scenario, _JANE, secrets.token_urlsafe(32), secrets.token_hex(32))
    for account, alias in ((MAIN, "example"), (OTHER, "example-shared")):
        state.accounts[account] = _account(account, alias, now)
    state.accounts[MAIN].users[PERSON] = _jane(now)
    change = _CHANGES.get(scenario)
    if change:
        change(state, now)
    homes = _HOMES.get(scenario, (MAIN,))
    state.repositories = [_repository(one, name, now) for one in homes for name in ("web", "api")]
    return state


def machine_of(state: State) -> Machine | None:
    """The instance or container that the scenario's machine is, if it is one."""
    if state.scenario == "instance-role":
        return Machine("instance", MAIN, "BuildHost", INSTANCE, REGION, f"{REGION}a")
    if state.scenario == "service-role":
        return Machine("container", MAIN, "BuildProject", BUILD, REGION, f"{REGION}a")
    return None


def _account(number: str, alias: str, now: float) -> Account:
    created = now - YEAR * 3
    admin = User("admin", new_id("AIDA"), created, attached=["AdministratorAccess"])
    admin.access_keys = [AccessKey(new_id("AKIA"), new_secret(), now - 86400)]
    return Account(number, alias, users={admin.name: admin})


def _jane(now: float, account: str = MAIN) -> User:
    created = now - YEAR
    jane = User(PERSON, new_id("AIDA"), created, attached=[_POWER], console=True)
    own = grants.own_user(user_arn(account, "/", PERSON))
    jane.inline = {"OwnSecurityCredentials": own}
    jane.access_keys = [AccessKey(new_id("AKIA"), new_secret(), now - 20 * 86400)]
    return jane


def _repository(account: str, name: str, now: float) -> Repository:
    return Repository(account, REGION, name, str(uuid.uuid4()), now - 200 * 86400)


def _person(state: State) -> User:
    return state.accounts[MAIN].users[PERSON]


def add_role(
    state: State, name: str, trust: Document, now: float, account: str = MAIN, path: str = "/"
) -> None:
    """A role that is the scenario's person, and that jane may assume where it trusts accounts."""
    arn = role_arn(account, path, name)
    role = Role(name, new_id("AROA"), now - YEAR, trust, path, [_POWER], duration=12 * 3600)
    role.inline = {"OwnRole": grants.own_role(arn)}
    state.accounts[account].roles[name] = role
    state.person = arn
    if "AWS" in trust["Statement"][0]["Principal"]:
        _person(state).inline["AssumeRole"] = grants.assume(arn)


def _root(state: State, now: float) -> None:
    state.accounts[MAIN].root_keys = [AccessKey(new_id("AKIA"), new_secret(), now - 20 * 86400)]
    state.person = f"arn:aws:iam::{MAIN}:root"


def _session(state: State, now: float) -> None:
    _person(state).mfa_secret = mfa.new_secret()


def _mfa_required(state: State, now: float) -> None:
    _person(state).mfa_secret = mfa.new_secret()
    _person(state).inline["DenyWithoutMFA"] = grants.DENY_WITHOUT_MFA


def _console_only(state: State, now: float) -> None:
    _person(state).access_keys = []


def _no_permission(state: State, now: float) -> None:
    jane = _person(state)
    jane.attached, jane.inline = [], {"Repositories": grants.REPOSITORIES}


def _read_only(state: State, now: float) -> None:
    _person(state).attached = [
        "AWSCodeCommitReadOnly",
        "IAMUserSSHKeys",
        "IAMSelfManageServiceSpecificCredentials",
    ]


def _slots_full(state: State, now: float) -> None:
    jane = _person(state)
    jane.git_credentials = [
        git_credential(f"{PERSON}-at-{MAIN}", now - 90 * 86400),
        git_credential(f"{PERSON}+1-at-{MAIN}", now - 30 * 86400),
    ]
    jane.ssh_keys = [ssh_key(f"old-machine-{n}", now - n * 40 * 86400) for n in range(5, 0, -1)]


def _stale(state: State, now: float) -> None:
    jane, then = _person(state), now - 400 * 86400
    jane.created = then - 86400
    jane.git_credentials = [git_credential(f"{PERSON}-at-{MAIN}", then)]
    jane.ssh_keys = [ssh_key("old-machine", then)]
    jane.access_keys[0].created = then


def _several_accounts(state: State, now: float) -> None:
    state.accounts[THIRD] = _account(THIRD, "example-client", now)
    for number in (OTHER, THIRD):
        state.accounts[number].users[PERSON] = _jane(now, number)


def _help_desk(state: State, now: float) -> None:
    _person(state).inline["HelpDesk"] = grants.help_desk(MAIN)
    add_users(state.accounts[MAIN], COLLEAGUES, now)


def _identity_center(state: State, now: float) -> None:
    trust = grants.trust_saml(MAIN)
    path = f"/aws-reserved/sso.amazonaws.com/{REGION}/"
    add_role(state, role_name(PERMISSION_SET), trust, now, path=path)


_HOMES = {"cross-account-role": (OTHER,), "several-accounts": (MAIN, OTHER, THIRD)}
"""The accounts that have the repositories, where it is not the main one."""
_CHANGES: dict[str, Callable[[State, float], None]] = {
    "iam-user-session": _session,
    "root": _root,
    "identity-center": _identity_center,
    "expired": _identity_center,
    "cross-account-role": lambda state, now: add_role(
        state, "CrossAccountDeveloper", grants.trust_account(MAIN), now, OTHER
    ),
    "instance-role": lambda state, now: add_role(
        state, "BuildHost", grants.trust_service("ec2.amazonaws.com"), now
    ),
    "service-role": lambda state, now: add_role(
        state, "BuildProject", grants.trust_service("codebuild.amazonaws.com"), now
    ),
    "role": lambda state, now: add_role(state, "Developer", grants.trust_account(MAIN), now),
    "console-only": _console_only,
    "no-permission": _no_permission,
    "read-only": _read_only,
    "mfa-required": _mfa_required,
    "several-accounts": _several_accounts,
    "help-desk": _help_desk,
    "slots-full": _slots_full,
    "stale": _stale,
}
