"""A credential helper's line in git's configuration, by whose it is: pure."""

import shlex
from dataclasses import dataclass


@dataclass(frozen=True)
class HelperLine:
    """`https` and `helper` are ours, `aws` is the AWS CLI's, `other` anybody's."""

    kind: str
    profile: str | None = None
    account: str = ""


def read_line(value: str) -> HelperLine:
    """What the line starts."""
    try:
        words = shlex.split(value.removeprefix("!"))
    except ValueError:
        return HelperLine("other")
    if "git-credential" in words:
        account = _option(words, "--account")
        if account:
            return HelperLine("https", account=account)
        return HelperLine("helper", profile=_option(words, "--profile"))
    if "codecommit" in words and "credential-helper" in words:
        return HelperLine("aws", profile=_option(words, "--profile"))
    return HelperLine("other")


def last_line(values: tuple[str, ...]) -> HelperLine | None:
    """What a section's lines amount to; an empty line forgets those before it."""
    last = max((i for i, one in enumerate(values) if not one.strip()), default=-1)
    following = values[last + 1 :]
    return read_line(following[0]) if following else None


def _option(words: list[str], name: str) -> str | None:
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == name:
            return following or None
        if word.startswith(f"{name}="):
            return word.partition("=")[2] or None
    return None
