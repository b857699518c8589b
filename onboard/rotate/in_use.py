"""Which credential a rotation replaces, and what this machine knows of it: pure."""

from dataclasses import dataclass, replace
from datetime import datetime

from onboard.regions import all_regions, https_url
from onboard.situation import (
    ACCESS_KEYS,
    AccessKey,
    Credential,
    GitCredential,
    LocalKey,
    Method,
    ProfileFact,
    Situation,
    SshKey,
    Unknown,
    VaultEntry,
)


@dataclass(frozen=True)
class Old:
    """One credential at IAM, with its other half on this machine where that is here."""

    type: Credential
    id: str
    user: str
    status: str
    created: datetime
    name: str = ""
    """The Git user name, or the key's file."""
    entry: VaultEntry | None = None
    key: LocalKey | None = None
    profile: str = ""
    """The profile whose section has the secret half of an access key."""
    url: str = ""

    @property
    def here(self) -> bool:
        """Whether this machine has its other half."""
        return bool(self.entry or self.key or self.profile)


def type_of(method: Method) -> Credential:
    """What IAM holds for the method."""
    return {Method.HTTPS: Credential.GIT, Method.SSH: Credential.SSH}.get(method, Credential.ACCESS)


def in_use(situation: Situation, method: Method) -> Old | None:
    """What this machine signs in with, else the oldest Active one; None where IAM has none."""
    active = [one for one in held(situation, type_of(method)) if one.status == "Active"]
    set_up = {one.user for one in situation.setups if one.method is method}
    chosen = [one for one in active if {one.id, one.name} & set_up]
    here = [one for one in active if one.here]
    if method in (Method.HELPER, Method.GRC):
        profile = profile_in_force(situation)
        return next((one for one in active if profile and one.id == profile.key_id), None)
    return next(iter([*reversed(chosen), *reversed(here), *active]), None)


def profile_in_force(situation: Situation) -> ProfileFact | None:
    """The profile whose access key signs; None where keys in the environment come first."""
    return next((one for one in situation.profiles if one.name == situation.profile), None)


def held(situation: Situation, type_: Credential) -> tuple[Old, ...]:
    """What IAM holds of that type, oldest first; nothing where we may not look."""
    holdings = situation.holdings
    rows = {
        Credential.GIT: holdings.git_credentials,
        Credential.SSH: holdings.ssh_keys,
        Credential.ACCESS: holdings.access_keys,
    }[type_]
    return () if isinstance(rows, Unknown) else tuple(_old(situation, type_, one) for one in rows)


def _old(situation: Situation, type_: Credential, row: GitCredential | SshKey | AccessKey) -> Old:
    user = situation.identity.name
    old = Old(type_, row.id, user, row.status, row.created)
    if isinstance(row, GitCredential):
        return _git(situation, old, row)
    return _ssh(situation, old, row) if isinstance(row, SshKey) else _access(situation, old)


def _git(situation: Situation, old: Old, row: GitCredential) -> Old:
    kept = (one for one in situation.machine.vault if one.username == row.user_name)
    account = situation.identity.account
    entry = next((one for one in kept if one.account == account), None)
    region = all_regions().get(situation.region.name or "us-east-1")  # may be misspelt
    url = https_url(region, "any") if region else ""
    return replace(old, name=row.user_name, entry=entry, url=url)


def _ssh(situation: Situation, old: Old, row: SshKey) -> Old:
    keys = situation.machine.keys
    key = next((one for one in keys if row.body and one.body == row.body), None)
    return replace(old, name=str(key.path) if key else "", key=key)


def _access(situation: Situation, old: Old) -> Old:
    here = next((one for one in situation.profiles if one.key_id == old.id), None)
    kept = (one for one in situation.machine.vault if one.account == ACCESS_KEYS)
    entry = next((one for one in kept if one.username == old.id), None)
    return replace(old, profile=here.name if here else "", entry=entry)
