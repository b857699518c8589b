"""`onboard credential-process`: what AWS tools call for the session that carries MFA."""

import json
from argparse import Namespace

from onboard.errors import BadInput
from onboard.places import Places


def run(options: Namespace, places: Places) -> int:
    """Print the profile's credentials in the form that AWS tools read (Version 1)."""
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
