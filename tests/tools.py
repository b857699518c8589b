"""Programs that a bare machine may lack: tests that need them skip there, never at the gate."""

import os
import shutil

import pytest


def needs(*programs: str) -> pytest.MarkDecorator:
    """Skip where a program is missing, unless ONBOARD_NO_SKIPS says that none may."""
    missing = [name for name in programs if shutil.which(name) is None]
    if os.environ.get("ONBOARD_NO_SKIPS"):
        missing = []
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")
