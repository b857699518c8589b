"""What stands outside the person's own files so that plain git and ssh reach the sandbox.

A system-level git config and an ssh config of the sandbox's own: the person's `~/.gitconfig` and
`~/.ssh/config` there stay as they would be with AWS itself.
"""

import shlex
import subprocess
import sys
from pathlib import Path

from onboard.regions import all_regions, host_patterns
from onboard.sandbox.git import relay
from onboard.sandbox.git.hosts import ssh_hosts


def git_config(proxy_port: int, authority: Path, ssh_config: Path) -> str:
    """The text of the system-level git config."""
    partitions = dict.fromkeys(region.partition for region in all_regions().values())
    patterns = dict.fromkeys(p for partition in partitions for p in host_patterns(partition))
    lines = ["# Written by the onboard sandbox at each start."]
    for pattern in patterns:
        lines += [
            f'[http "https://{pattern}"]',
            f"\tproxy = http://127.0.0.1:{proxy_port}",
            f"\tsslCAInfo = {_git_value(authority)}",
        ]
    lines += [
        "[core]",
        f"\tsshCommand = {_git_text(ssh_command(ssh_config))}",
        "[user]",
        "\tname = Sandbox",
        "\temail = sandbox@example.com",
        "[init]",
        "\tdefaultBranch = main",
    ]
    return "\n".join(lines) + "\n"


def ssh_command(ssh_config: Path) -> str:
    """How git is to call ssh; git hands it to a shell on every platform."""
    return f"ssh -F {shlex.quote(ssh_config.as_posix())}"


def ssh_config(port: int, home: Path) -> str:
    """The text of the ssh config; ssh ignores `$HOME`, so every path in it is absolute.

    Each host is named in full: nothing that a clone URL says is ever put into a command, but for
    the port, which ssh has made sure is a number.
    """
    folder = home / ".ssh"
    lines = [
        "# Written by the onboard sandbox at each start.",
        f"Include {_quoted(folder / 'config')}",
    ]
    for host in ssh_hosts():
        lines += [f"Match host {host}", f"  ProxyCommand {_relay(str(port), host)} %p"]
    lines += [
        "# Nothing else is reached, and nothing of the real ~/.ssh is read.",
        "Match all",
        f"  ProxyCommand {_relay()}",
        f"  UserKnownHostsFile {_expanded(folder / 'known_hosts')}",
        "  GlobalKnownHostsFile none",
        "  IdentityFile none",
    ]
    return "\n".join(lines) + "\n"


def _relay(*port_and_host: str) -> str:
    command = [sys.executable, "-I", "-S", str(relay.__file__), *port_and_host]
    text = subprocess.list2cmdline(command) if sys.platform == "win32" else shlex.join(command)
    return text.replace("%", "%%")


def _quoted(path: Path) -> str:
    return f'"{path.as_posix()}"'


def _expanded(path: Path) -> str:
    return _quoted(path).replace("%", "%%")


def _git_value(path: Path) -> str:
    return _git_text(path.as_posix())


def _git_text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
