"""What IAM would let the caller do: by simulation where that is allowed, else by the attempt."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from typing import TYPE_CHECKING

from onboard.background import begin
from onboard.errors import OnboardError
from onboard.identity import ROLE
from onboard.observe.holdings import USERS, refused
from onboard.observe.sign_in import SignedIn
from onboard.situation import Holdings, Identity, Kind, Unknown, Verdict

if TYPE_CHECKING:
    from onboard.aws.session import Connection

GIT = ("codecommit:GitPull", "codecommit:GitPush")
REPOSITORIES = "codecommit:ListRepositories"
LIST_GIT, LIST_SSH = "iam:ListServiceSpecificCredentials", "iam:ListSSHPublicKeys"
SELF_SERVICE = (
    "iam:CreateServiceSpecificCredential",
    LIST_GIT,
    "iam:UploadSSHPublicKey",
    LIST_SSH,
)
SECONDS = 20.0
EXPLICIT = "a policy explicitly denies it"

Verdicts = Mapping[str, Verdict]


def permissions(caller: SignedIn, region: str | None, repository: str | None) -> Verdicts:
    """IAM's verdict on every action that the methods need; `unknown` where it may not be asked."""
    connection, identity = caller.connection, caller.identity
    if connection is None:
        return {}
    is_user = identity.kind in USERS
    actions = (*GIT, REPOSITORIES, *(SELF_SERVICE if is_user else ()))
    if identity.kind in (Kind.ROOT, Kind.FEDERATED_USER):
        return _all_unknown(actions, "IAM cannot be asked in advance about this identity")
    groups = [(GIT, _repository_arn(identity, region, repository)), ((REPOSITORIES,), "*")]
    if is_user:
        groups.append((SELF_SERVICE, identity.arn))
    try:
        principal = identity.arn if is_user else _role_arn(connection, identity)
        found = _asked(connection, principal, groups, identity)
    except (OnboardError, TimeoutError) as error:
        return _all_unknown(actions, str(error) or "IAM did not answer in time")
    return found


def with_attempts(
    verdicts: Verdicts, holdings: Holdings, repositories: tuple[str, ...] | Unknown
) -> Verdicts:
    """The verdicts, corrected by what happened when listing was tried."""
    tried = {
        LIST_GIT: holdings.git_credentials,
        LIST_SSH: holdings.ssh_keys,
        REPOSITORIES: repositories,
    }
    seen = {}
    for action, found in tried.items():
        former = verdicts.get(action, Verdict("unknown"))
        refusal = refused(found)
        if refusal:
            why = EXPLICIT if "explicit deny" in refusal.reason else "no policy allows it"
            seen[action] = replace(former, decision="denied", why=why)
    return {**verdicts, **seen}


def _all_unknown(actions: Sequence[str], why: str) -> Verdicts:
    return {action: Verdict("unknown", why) for action in actions}


def _repository_arn(identity: Identity, region: str | None, repository: str | None) -> str:
    if not region or not repository:
        return "*"
    return f"arn:{identity.partition}:codecommit:{region}:{identity.account}:{repository}"


def _role_arn(connection: "Connection", identity: Identity) -> str:
    """The role behind a session; its path is asked for, since the session's ARN leaves it out."""
    from onboard.aws.iam import role_arn

    found = ROLE.fullmatch(identity.arn)
    name = found["n"] if found else identity.name
    try:
        return role_arn(connection, name)
    except OnboardError:
        return f"arn:{identity.partition}:iam::{identity.account}:role/{name}"


def _asked(
    connection: "Connection",
    principal: str,
    groups: Sequence[tuple[Sequence[str], str]],
    identity: Identity,
) -> Verdicts:
    from onboard.aws.permissions import simulate

    def ask(actions: Sequence[str], resource: str, mfa: bool | None) -> "Future[Verdicts]":
        return begin(lambda: simulate(connection, principal, actions, resource, mfa))

    is_user = identity.kind in USERS
    # A long-term key's request, like a Git credential's, does not mention MFA at all.
    plain = [(resource, ask(actions, resource, None)) for actions, resource in groups]
    coded = [ask(actions, resource, True) for actions, resource in groups] if is_user else []
    without: dict[str, Verdict] = {}
    for resource, answer in plain:
        without.update(_of_any(resource, answer.result(SECONDS)))
    with_code: dict[str, Verdict] = {}
    for answer in coded:
        with_code.update(answer.result(SECONDS))
    return {
        action: _joined(verdict, with_code.get(action), identity.mfa)
        for action, verdict in without.items()
    }


def _of_any(resource: str, verdicts: Verdicts) -> Verdicts:
    """What is not allowed on every repository may well be allowed on one."""
    if resource != "*":
        return verdicts
    return {
        action: Verdict("unknown", "asked about every repository at once")
        if action in GIT and one.decision == "denied" and one.why != EXPLICIT
        else one
        for action, one in verdicts.items()
    }


def _joined(without: Verdict, coded: Verdict | None, mfa: bool) -> Verdict:
    """One verdict from both: as it is now, and what a code changes."""
    if coded is None:
        return without
    helps = coded.decision == "allowed"
    now = coded if mfa and without.decision != "unknown" else without
    return replace(now, with_mfa=helps, only_with_mfa=helps and without.decision == "denied")
