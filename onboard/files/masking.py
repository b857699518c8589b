"""The secrets that people and other programs write into a configuration file."""

import re

_USERINFO = re.compile(r"(?<=://)[^/\s@]*:[^/\s@]*(?=@)")
_SECRET_NAME = re.compile(
    r"(?im)^(\s*[\w.-]*(?:password|secret|token|extraheader)[\w.-]*\s*[=\s]\s*)\S.*$"
)


def masked(content: bytes) -> str:
    """The text for a reader; passwords in addresses and secret-looking values as bullets."""
    text = content.decode("utf-8", "surrogateescape")
    return _SECRET_NAME.sub(r"\1••••", _USERINFO.sub("••••", text))


def holds_secret(content: bytes) -> bool:
    """Whether anything in it is not for a reader."""
    return masked(content) != content.decode("utf-8", "surrogateescape")
