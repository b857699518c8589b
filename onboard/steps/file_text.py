"""A person's file as text that may be shown: without the secrets that others wrote into it."""

from dataclasses import field
from typing import Any

from onboard.files import masked as shown

__all__ = ["not_journaled", "shown"]


def not_journaled(default: Any) -> Any:
    """A field of a step that is for the reader of the plan only."""
    return field(default=default, metadata={"journaled": False})
