"""How far the local clock is from AWS's, by the date of any answer."""

import time
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from onboard.places import Places
from onboard.regions import all_regions

SECONDS = 8.0
ANY_HOST = "sts.us-east-1.amazonaws.com"


class _Here(HTTPRedirectHandler):
    """STS sends a browser on to its page; its date is all that is wanted."""

    def redirect_request(self, *given: Any, **more: Any) -> None:
        return None


def ahead(places: Places, region: str) -> float | None:
    """Seconds by which the local clock is ahead; None where AWS was not reached.

    AWS dates each answer, refusals included, so nobody needs to be signed in.
    """
    asked = places.env.get("AWS_ENDPOINT_URL") or f"https://{_host(region)}"
    if not asked.startswith(("https://", "http://")):
        return None
    begun = time.time()
    said = _date(asked)
    if said is None:
        return None
    return (begun + time.time()) / 2 - said


def _host(region: str) -> str:
    found = all_regions().get(region)
    return f"sts.{region}.{found.suffix}" if found else ANY_HOST


def _date(url: str) -> float | None:
    """When the answer was made, as its server says: epoch seconds."""
    try:
        request = Request(url)  # noqa: S310 - checked above
        with build_opener(_Here).open(request, timeout=SECONDS) as answer:
            said = answer.headers.get("Date")
    except HTTPError as error:
        said = error.headers.get("Date")
    except (OSError, ValueError, HTTPException):
        return None
    try:
        return parsedate_to_datetime(said or "").timestamp()
    except ValueError:
        return None
