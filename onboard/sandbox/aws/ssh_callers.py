"""Whose SSH key it is: the key id and the key itself must both be the Active one's."""

import base64
import hmac

from onboard.sandbox.aws.state import ACTIVE, Account, State, User


def user_of_key(
    state: State, key_id: str, blob: bytes, now: float, delay: float
) -> tuple[Account, User] | None:
    """The owner of that key, once the Git servers have heard of it."""
    given = base64.b64encode(blob)
    for account in state.accounts.values():
        for user in account.users.values():
            for key in user.ssh_keys:
                live = key.status == ACTIVE and key.since + delay <= now
                if key.id == key_id and hmac.compare_digest(key.blob.encode(), given) and live:
                    return account, user
    return None
