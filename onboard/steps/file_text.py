"""A person's file as text that may be shown: without the secrets that others wrote into it."""

import re
from dataclasses import field
from typing import Any

_USERINFO = re.compile(r"(?<=://)[^/\s@]*:[^/\s@]*(?=@)")
_SECRET_NAME = re.compile(
    r"(?im)^(\s*[\w.-]*(?:password|secret|token|extraheader)[\w.-]*\s*[=\s]\s*)\S.*$"
)


def shown(content: bytes) -> str:
    """The text for the reader; passwords in addresses and secret-looking values as bullets."""
    text = content.decode("utf-8", "surrogateescape")
    return _SECRET_NAME.sub(r"\1••••", _USERINFO.sub("••••", text))


def not_journaled(default: Any) -> Any:
    """A field of a step that is for the reader of the plan only."""
    return field(default=default, metadata={"journaled": False})
