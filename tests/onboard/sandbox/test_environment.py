"""The environment of a sandbox: what stays, what goes, what is the sandbox's own."""

from pathlib import Path

from onboard.sandbox.attach import Attached
from onboard.sandbox.environment import scrubbed, supervised
from onboard.sandbox.folder import Folder
from onboard.sandbox.needs import recent_enough

KEPT = {
    "PATH": "/usr/bin",
    "TERM": "xterm",
    "LANG": "C",
    "NO_COLOR": "1",
    "TEXTUAL_FPS": "60",
    "DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/user/1000/bus",
    "PYTHONUTF8": "1",
}
DROPPED = {
    "AWS_PROFILE": "x",
    "AWS_CA_BUNDLE": "/x",
    "AWS_ENDPOINT_URL_IAM": "https://x",
    "GIT_SSL_CAINFO": "/x",
    "GIT_CONFIG_COUNT": "1",
    "GIT_SSH_COMMAND": "x",
    "SSH_AUTH_SOCK": "/x",
    "SSH_ASKPASS": "/x",
    "https_proxy": "http://x",
    "HTTP_PROXY": "http://x",
    "all_proxy": "http://x",
    "PYTHONSTARTUP": "/x",
    "PYTHONWARNINGS": "error",
}


def test_what_leads_out_of_the_sandbox_is_dropped() -> None:
    assert scrubbed(KEPT | DROPPED) == KEPT


def test_a_command_lives_in_the_sandboxs_home(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "iam-user")
    attached = Attached(
        1, "", "", "http://127.0.0.1:1", {}, {"AWS_ENDPOINT_URL": "http://127.0.0.1:1"}
    )
    env = supervised(folder, attached, KEPT | DROPPED | {"HOME": "/real", "no_proxy": "*"})
    assert env.items() >= KEPT.items()
    assert {env[name] for name in ("HOME", "USERPROFILE")} == {str(folder.home)}
    assert all(env[f"XDG_{kind}_HOME"].startswith(str(folder.home)) for kind in ("STATE", "CACHE"))
    assert env["no_proxy"] == env["NO_PROXY"] == "127.0.0.1,localhost"
    assert env["AWS_ENDPOINT_URL"] == attached.endpoint
    assert "/real" not in env.values()


def test_a_git_without_a_system_config_of_ones_own_is_too_old() -> None:
    assert recent_enough("git version 2.32.0.windows.2")
    assert recent_enough("git version 3.0")
    assert not recent_enough("git version 2.31.9")
    assert not recent_enough("")
