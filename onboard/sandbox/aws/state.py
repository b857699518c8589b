"""The accounts of one sandbox: values that are kept in state.json and nothing else."""

from dataclasses import asdict, dataclass, field
from typing import Any

Document = dict[str, Any]
"""An IAM policy document."""

ACTIVE = "Active"
INACTIVE = "Inactive"


@dataclass
class AccessKey:
    """A long-term key of a user or of root."""

    id: str
    secret: str
    created: float
    status: str = ACTIVE
    used: float | None = None


@dataclass
class GitCredential:
    """A service-specific credential; `since` is when its present password was made."""

    id: str
    user_name: str
    digest: str
    created: float
    since: float
    status: str = ACTIVE


@dataclass
class SshKey:
    """An SSH public key; `blob` is base64, `since` when IAM got it."""

    id: str
    body: str
    blob: str
    fingerprint: str
    created: float
    since: float
    status: str = ACTIVE


@dataclass
class User:
    """An IAM user with everything that hangs off it."""

    name: str
    id: str
    created: float
    path: str = "/"
    attached: list[str] = field(default_factory=list)
    inline: dict[str, Document] = field(default_factory=dict)
    access_keys: list[AccessKey] = field(default_factory=list)
    git_credentials: list[GitCredential] = field(default_factory=list)
    ssh_keys: list[SshKey] = field(default_factory=list)
    mfa_secret: str | None = None
    console: bool = False


@dataclass
class Role:
    """An IAM role; `duration` is the longest session in seconds."""

    name: str
    id: str
    created: float
    trust: Document
    path: str = "/"
    attached: list[str] = field(default_factory=list)
    inline: dict[str, Document] = field(default_factory=dict)
    duration: int = 3600


@dataclass
class Account:
    """An AWS account."""

    id: str
    alias: str | None = None
    users: dict[str, User] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    root_keys: list[AccessKey] = field(default_factory=list)


@dataclass
class Repository:
    """What the CodeCommit API knows of a repository; its commits are in the bare one."""

    account: str
    region: str
    name: str
    id: str
    created: float
    description: str | None = None


@dataclass
class SignIn:
    """An Identity Center sign-in: the digests of its tokens and when the access token ends."""

    access: str
    refresh: str
    expires: float


@dataclass
class State:
    """Everything the sandbox's AWS must remember."""

    scenario: str
    person: str
    """ARN of the user or role that the scenario is about."""
    token: str
    """Opens the control verbs."""
    seal: str
    """Key under which session tokens are made; hexadecimal."""
    accounts: dict[str, Account] = field(default_factory=dict)
    repositories: list[Repository] = field(default_factory=list)
    withheld: list[str] = field(default_factory=list)
    """Actions taken away from the person."""
    sign_ins: list[SignIn] = field(default_factory=list)


def dump(state: State) -> Document:
    """The state as plain JSON values."""
    return asdict(state)


def load(plain: Document) -> State:
    """The state from what `dump` gave; KeyError or TypeError for anything else."""
    accounts = {key: _account(value) for key, value in plain["accounts"].items()}
    repositories = [Repository(**one) for one in plain["repositories"]]
    sign_ins = [SignIn(**one) for one in plain["sign_ins"]]
    known = {"accounts": accounts, "repositories": repositories, "sign_ins": sign_ins}
    return State(**{**plain, **known})


def _account(plain: Document) -> Account:
    known = {
        "users": {name: _user(value) for name, value in plain["users"].items()},
        "roles": {name: Role(**value) for name, value in plain["roles"].items()},
        "root_keys": [AccessKey(**key) for key in plain["root_keys"]],
    }
    return Account(**{**plain, **known})


def _user(plain: Document) -> User:
    known = {
        "access_keys": [AccessKey(**key) for key in plain["access_keys"]],
        "git_credentials": [GitCredential(**one) for one in plain["git_credentials"]],
        "ssh_keys": [SshKey(**key) for key in plain["ssh_keys"]],
    }
    return User(**{**plain, **known})
