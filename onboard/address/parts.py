"""The parts of an address behind its scheme, whoever wrote it and however carelessly."""

import re

from onboard.address.hosts import is_ours

ALIAS = re.compile(r"codecommit-(?P<region>[a-z]{2,4}(?:-[a-z]+)+-\d)-(?P<account>\d{12})")
"""What a further account's ssh host is called here."""
SIGNED = re.compile(r"(?:AKIA|ASIA)[A-Z0-9]{12,}")
"""The user name beside a signed password: an access key's id, and perhaps a session token."""
_PLACE = re.compile(r"(?P<host>[^/?#:@]*)(?::(?P<port>\d*))?(?P<path>[/?#].*)?", re.DOTALL)


def parts(rest: str) -> tuple[str, str, str]:
    """User and password, host, path; a password that nobody encoded may have `/` and `@` in it."""
    for at in reversed([found.end() for found in re.finditer("@", rest)]):
        place = _PLACE.fullmatch(rest[at:])
        if place and (is_ours(place["host"]) or ALIAS.fullmatch(place["host"])):
            return rest[: at - 1], place["host"], place["path"] or ""
    head = re.split(r"[/?#]", rest, maxsplit=1)[0]
    userinfo, sign, _ = head.rpartition("@")
    place = _PLACE.fullmatch(rest[len(userinfo + sign) :])
    return (userinfo, place["host"], place["path"] or "") if place else (userinfo, "", "")


def passwordless(url: str) -> str:
    """The same address without its password, and without a user name that holds a session token."""
    scheme, sign, rest = url.partition("://")
    userinfo = parts(rest)[0] if sign else ""
    if not userinfo:
        return url
    user = userinfo.partition(":")[0]
    kept = "" if SIGNED.match(user) or not user else f"{user}@"
    return f"{scheme}://{kept}{rest[len(userinfo) + 1 :]}"
