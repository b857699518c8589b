"""Colleagues by the hundred, with credentials of every age, for an account to be audited."""

from onboard.sandbox.aws.errors import AwsError
from onboard.sandbox.aws.ids import new_id, new_secret
from onboard.sandbox.aws.state import INACTIVE, AccessKey, Account, User
from onboard.sandbox.scenarios.made_up import git_credential, ssh_key

MOST = 5000
"""Users that an account may have. Source: IAM quotas."""
DAY = 86400.0


def add_users(account: Account, count: object, now: float) -> None:
    """Add that many; AwsError for more than an account can have."""
    if not isinstance(count, int) or not 0 < count <= MOST - len(account.users):
        raise AwsError("BadControl", f"users are a number up to {MOST} in all, not {count}")
    number, wanted = 0, len(account.users) + count
    while len(account.users) < wanted:
        number += 1
        name = f"dev-{number:04d}"
        if name not in account.users:
            account.users[name] = _user(account.id, name, number, now)


def _user(account: str, name: str, number: int, now: float) -> User:
    """Who has what depends on the number alone; every twelfth has nothing."""
    age = number * 37 % 900
    user = User(name, new_id("AIDA"), now - (age + 30) * DAY, "/team/" if number % 2 else "/")
    if number % 12 == 0:
        return user
    then = now - age * DAY
    if number % 4:
        user.git_credentials = [git_credential(f"{name}-at-{account}", then)]
    if number % 3 == 0:
        user.ssh_keys = [ssh_key(f"{name}-{place}", then) for place in ("laptop", "desktop")]
        user.ssh_keys[0].status = INACTIVE
    user.access_keys = [AccessKey(new_id("AKIA"), new_secret(), then)]
    return user
