"""`onboard credential-process`: what AWS tools call for what we keep: a session, or a key."""

import json
from argparse import Namespace

from onboard.errors import BadInput
from onboard.places import Places
from onboard.situation import ACCESS_KEYS


def run(options: Namespace, places: Places) -> int:
    """Print the profile's credentials in the form that AWS tools read (Version 1)."""
    if options.key:
        return _kept(options.key, places)
    if not options.profile:
        raise BadInput("credential-process needs a profile.", "Give --profile NAME.")
    from onboard.aws.loading import frozen
    from onboard.aws.session import connect

    found = connect(places, options.profile, options.region)
    keys = frozen(found.session)
    document = {
        "Version": 1,
        "AccessKeyId": keys.access_key,
        "SecretAccessKey": keys.secret_key,
    }
    if keys.token:
        document["SessionToken"] = keys.token
    if found.expires:
        document["Expiration"] = found.expires.isoformat()
    print(json.dumps(document))
    return 0


def _kept(key: str, places: Places) -> int:
    """An access key that was taken off the disk."""
    from onboard import vault

    entries = (one for one in vault.entries(places) if one.account == ACCESS_KEYS)
    entry = next((one for one in entries if one.username == key), None)
    secret = vault.fetch(places, entry) if entry else None
    if secret is None:
        raise BadInput(
            f"The vault has no access key {key}.", "Unlock your keyring, or give the key anew."
        )
    print(json.dumps({"Version": 1, "AccessKeyId": key, "SecretAccessKey": secret.reveal()}))
    return 0
