"""How far the local clock is from AWS's, by the date of any answer."""

import time
from email.utils import parsedate_to_datetime
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from onboard.places import Places
from onboard.regions import dns_suffix
from onboard.situation import Situation

SECONDS = 8.0


def ahead(places: Places, situation: Situation) -> float | None:
    """Seconds by which the local clock is ahead; None where AWS was not reached.

    AWS dates each answer, refusals included, so nobody needs to be signed in.
    """
    suffix = dns_suffix(situation.identity.partition)
    region = situation.region.name or "us-east-1"
    asked = places.env.get("AWS_ENDPOINT_URL") or f"https://sts.{region}.{suffix}"
    if not asked.startswith(("https://", "http://")):
        return None
    begun = time.time()
    try:
        with urlopen(Request(asked, method="GET"), timeout=SECONDS) as answer:  # noqa: S310 - as above
            said = answer.headers.get("Date")
    except HTTPError as error:
        said = error.headers.get("Date")
    except (OSError, ValueError):
        return None
    if not said:
        return None
    try:
        theirs = parsedate_to_datetime(said).timestamp()
    except ValueError:
        return None
    return (begun + time.time()) / 2 - theirs
