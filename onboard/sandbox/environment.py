"""The environment in which everything of a sandbox runs: nothing in it leads outside."""

import os
import site
from collections.abc import Mapping

from onboard.sandbox.attach import Attached
from onboard.sandbox.folder import Folder
from onboard.sandbox.git.client import ssh_command

_PREFIXES = ("AWS_", "GIT_")
_NAMES = frozenset(
    {
        "SSH_AUTH_SOCK",
        "SSH_AGENT_PID",
        "SSH_ASKPASS",
        "SSH_ASKPASS_REQUIRE",
        "BOTO_CONFIG",
        "CODE_COMMIT_ENDPOINT",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "NO_PROXY",
        "PYTHONSTARTUP",
        "PYTHONINSPECT",
        "PYTHONBREAKPOINT",
        "PYTHONWARNINGS",
        "PYTHONDEVMODE",
    }
)


def scrubbed(env: Mapping[str, str]) -> dict[str, str]:
    """The environment less all that would lead git, ssh, AWS tools or Python out of a sandbox."""
    return {name: value for name, value in env.items() if not _leads_out(name)}


def own(folder: Folder, attached: Attached) -> dict[str, str]:
    """The variables that make a process live in the sandbox."""
    home = folder.home
    user_base = {"PYTHONUSERBASE": site.getuserbase()} if site.ENABLE_USER_SITE else {}
    return {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_STATE_HOME": str(home / ".local" / "state"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "GIT_CONFIG_SYSTEM": str(folder.git_config),
        "NO_PROXY": "127.0.0.1,localhost",
        "no_proxy": "127.0.0.1,localhost",
        **user_base,  # programs installed with `pip install --user` are found by the home's path
        **attached.aws,
    }


def supervised(folder: Folder, attached: Attached, env: Mapping[str, str]) -> dict[str, str]:
    """The whole environment of a command that runs in the sandbox."""
    return scrubbed(env) | own(folder, attached)


def differing(folder: Folder, attached: Attached, env: Mapping[str, str]) -> dict[str, str]:
    """What a terminal with that environment must set for plain git, ssh and aws to work."""
    outweighed = {
        "GIT_SSL_CAINFO": str(folder.git / "ca.pem"),
        "GIT_SSH_COMMAND": ssh_command(folder.ssh_config),
        "GIT_CONFIG_GLOBAL": str(folder.home / ".gitconfig"),
        "GIT_CONFIG_NOSYSTEM": "0",
        "GIT_CONFIG_COUNT": "0",
    }
    if "GIT_SSH" in env:
        env = {**env, "GIT_SSH_COMMAND": ""}
    return own(folder, attached) | {k: v for k, v in outweighed.items() if k in env}


def superfluous(folder: Folder, attached: Attached, env: Mapping[str, str]) -> list[str]:
    """What such a terminal must unset, by name."""
    given = differing(folder, attached, env)
    return sorted(name for name in env if _leads_out(name) and name not in given)


def _leads_out(name: str) -> bool:
    upper = name.upper()
    return upper.startswith(_PREFIXES) or upper in _NAMES


def caller() -> dict[str, str]:
    """This process's own environment."""
    return dict(os.environ)
