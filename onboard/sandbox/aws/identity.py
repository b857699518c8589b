"""From an access key, or a name, to the caller whom IAM's policies speak of."""

from collections.abc import Iterator
from dataclasses import dataclass

from onboard.sandbox.aws.errors import invalid_token
from onboard.sandbox.aws.ids import role_arn, user_arn
from onboard.sandbox.aws.sessions import Claims, Kind, read_session, secret_of
from onboard.sandbox.aws.state import ACTIVE, AccessKey, Account, Document, State, User


@dataclass(frozen=True)
class Principal:
    """A caller; `entity` is the ARN of the user, role or root whose policies count."""

    kind: Kind
    arn: str
    account: str
    user_id: str
    name: str
    entity: str
    temporary: bool = False
    mfa: bool = False
    policy: Document | None = None


def caller_of(state: State, key: str, token: str | None, now: float) -> tuple[Principal, str]:
    """The caller of an access key and the secret to check its signature with.

    Raises InvalidClientTokenId or ExpiredToken.
    """
    if key.startswith("ASIA"):
        claims = read_session(state.seal, key, token or "", now)
        return of_session(state, claims), secret_of(state.seal, key)
    if token:
        raise invalid_token()
    for principal, one in _long_term(state):
        if one.id == key and one.status == ACTIVE:
            one.used = now
            return principal, one.secret
    raise invalid_token()


def made_at(state: State, key: str) -> float:
    """When the long-term key was made; long ago for any other."""
    return next((one.created for _, one in _long_term(state) if one.id == key), 0.0)


def of_session(state: State, claims: Claims) -> Principal:
    """The caller behind a session; InvalidClientTokenId when who it was for is gone."""
    account = state.accounts.get(claims.account)
    if account is None:
        raise invalid_token()
    if claims.kind == "root":
        return _root(account, temporary=True, mfa=claims.mfa)
    if claims.kind == "role":
        return _role(account, claims)
    user = account.users.get(claims.name)
    if user is None:
        raise invalid_token()
    if claims.kind == "federated":
        return _federated(account, user, claims)
    return of_user(account, user, temporary=True, mfa=claims.mfa)


def of_user(
    account: Account, user: User, *, temporary: bool = False, mfa: bool = False
) -> Principal:
    """An IAM user as a caller."""
    arn = user_arn(account.id, user.path, user.name)
    return Principal("user", arn, account.id, user.id, user.name, arn, temporary, mfa)


def of_arn(state: State, arn: str, *, mfa: bool = False) -> Principal | None:
    """The caller that an ARN of a user, a role session or root stands for, or None."""
    account = state.accounts.get(arn.split(":")[4] if arn.count(":") >= 5 else "")
    if account is None:
        return None
    if arn.endswith(":root"):
        return _root(account, mfa=mfa)
    kind, _, rest = arn.split(":", 5)[5].partition("/")
    name, _, label = rest.partition("/")
    if kind == "assumed-role" and name in account.roles:
        return _role(account, Claims("role", account.id, name, label, 0, mfa))
    for user in account.users.values():
        if user_arn(account.id, user.path, user.name) == arn:
            return of_user(account, user, mfa=mfa)
    return None


def _long_term(state: State) -> Iterator[tuple[Principal, AccessKey]]:
    for account in state.accounts.values():
        for key in account.root_keys:
            yield _root(account), key
        for user in account.users.values():
            for key in user.access_keys:
                yield of_user(account, user), key


def _root(account: Account, *, temporary: bool = False, mfa: bool = False) -> Principal:
    arn = f"arn:aws:iam::{account.id}:root"
    return Principal("root", arn, account.id, account.id, "root", arn, temporary, mfa)


def _role(account: Account, claims: Claims) -> Principal:
    role = account.roles.get(claims.name)
    if role is None:
        raise invalid_token()
    arn = f"arn:aws:sts::{account.id}:assumed-role/{role.name}/{claims.label}"
    entity = role_arn(account.id, role.path, role.name)
    user_id = f"{role.id}:{claims.label}"
    return Principal(
        "role", arn, account.id, user_id, role.name, entity, True, claims.mfa, claims.policy
    )


def _federated(account: Account, user: User, claims: Claims) -> Principal:
    arn = f"arn:aws:sts::{account.id}:federated-user/{claims.label}"
    user_id = f"{account.id}:{claims.label}"
    entity = user_arn(account.id, user.path, user.name)
    return Principal(
        "federated", arn, account.id, user_id, user.name, entity, True, False, claims.policy
    )
