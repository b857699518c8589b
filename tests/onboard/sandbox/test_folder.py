"""Where sandboxes are, from outside and from within."""

from pathlib import Path

import pytest

from onboard.sandbox.folder import Folder, folder_of


def test_a_terminal_inside_a_sandbox_means_the_same_sandboxes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    outer = folder_of("iam-user")
    assert outer == Folder(tmp_path / "onboard" / "sandbox" / "iam-user")
    outer.create()
    outer.ports.write_text("{}")
    monkeypatch.setenv("XDG_STATE_HOME", str(outer.home / ".local" / "state"))
    assert folder_of("root").root == outer.root.with_name("root")
