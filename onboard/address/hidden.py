"""An address as it may stand on a screen: its password is shown nowhere, not even while pasted."""

import re

from onboard.address.parts import SIGNED, parts

BULLETS = "••••"
_ANY = re.compile(r"(?<=://)(?P<user>[^:@/\s]*):\S+(?=@)")


def hidden(text: str) -> str:
    """The same text, with bullets for each password, and no session token beside an access key."""
    return re.sub(r"\S+", lambda word: _word(word[0]), text)


def _word(word: str) -> str:
    scheme, sign, rest = word.partition("://")
    userinfo = parts(rest)[0] if sign else ""
    user, colon, _ = userinfo.partition(":")
    if not colon:
        return _ANY.sub(lambda found: f"{_user(found['user'])}:{BULLETS}", word)
    return f"{scheme}://{_user(user)}:{BULLETS}{rest[len(userinfo) :]}"


def _user(user: str) -> str:
    signed = SIGNED.match(user)
    return signed[0] if signed else user
