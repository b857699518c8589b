"""Machines whose ssh configuration cannot be read, or leads nowhere."""

from onboard.sandbox.broken.machine import Broken, Machine
from onboard.sandbox.broken.ssh_parts import CONFIG, by_hand, key_id


def _loose(machine: Machine) -> None:
    (machine.home / CONFIG).chmod(0o666)


def _loose_included(machine: Machine) -> None:
    machine.write(".ssh/work.conf", "Host build\n  Port 2222\n", 0o666)
    machine.write(CONFIG, f'{machine.text(CONFIG)}Include "{machine.home}/.ssh/work.conf"\n')


def _misspelt(machine: Machine) -> None:
    machine.write(CONFIG, f"{machine.text(CONFIG)}\nHost build\n  IdentityFil ~/.ssh/build\n")


def _of_macos(machine: Machine) -> None:
    """Dotfiles that came from another machine."""
    machine.write(CONFIG, f"{machine.text(CONFIG)}\nHost *\n  UseKeychain yes\n")


def _no_value(machine: Machine) -> None:
    machine.write(CONFIG, f"{machine.text(CONFIG)}\nHost build\n  Port twenty-two\n")


def _everywhere(line: str, machine: Machine) -> None:
    machine.write(CONFIG, f"{machine.text(CONFIG)}\nHost *\n  {line}\n")


def _no_rsa_key(machine: Machine) -> None:
    _everywhere("PubkeyAcceptedAlgorithms ssh-ed25519", machine)


def _no_rsa_host(machine: Machine) -> None:
    _everywhere("HostKeyAlgorithms ssh-ed25519,ecdsa-sha2-nistp256", machine)


def _port(machine: Machine) -> None:
    by_hand(machine, key_id(machine), more="  Port 2222")


def _port_everywhere(machine: Machine) -> None:
    _everywhere("Port 2222", machine)


def _proxy(machine: Machine) -> None:
    by_hand(machine, key_id(machine), more="  ProxyCommand corkscrew proxy.example.com 8080 %h %p")


def _above(machine: Machine) -> None:
    text = machine.text(CONFIG)
    machine.write(CONFIG, f"Host *\n  ProxyCommand connect-to-the-office %h %p\n\n{text}")


MACHINES = (
    Broken(
        "config-permissions",
        "Everybody may write ~/.ssh/config.",
        _loose,
        method="ssh",
        remote="ssh",
    ),
    Broken(
        "config-permissions",
        "Everybody may write a file that it includes.",
        _loose_included,
        method="ssh",
        remote="ssh",
        variant="included",
    ),
    Broken(
        "ssh-config-unread",
        "An option is misspelt, for another host.",
        _misspelt,
        method="ssh",
        remote="ssh",
    ),
    Broken(
        "ssh-config-unread",
        "An option of macOS's ssh stands in a file that came to this machine.",
        _of_macos,
        method="ssh",
        remote="ssh",
        variant="macos",
    ),
    Broken(
        "ssh-config-unread",
        "An option has a value that it cannot have.",
        _no_value,
        method="ssh",
        remote="ssh",
        variant="value",
    ),
    Broken(
        "ssh-rsa-disabled",
        "Every server is to be asked with Ed25519 keys only.",
        _no_rsa_key,
        method="ssh",
        remote="ssh",
    ),
    Broken(
        "ssh-rsa-disabled",
        "No server may show an RSA key.",
        _no_rsa_host,
        method="ssh",
        remote="ssh",
        variant="host",
    ),
    Broken(
        "proxy-or-dns",
        "The person's own lines for CodeCommit name another port.",
        _port,
        method="ssh",
        remote="ssh",
        variant="port",
    ),
    Broken(
        "proxy-or-dns",
        "A Host * names another port.",
        _port_everywhere,
        method="ssh",
        remote="ssh",
        variant="port-everywhere",
    ),
    Broken(
        "proxy-or-dns",
        "The program of ProxyCommand is not there.",
        _proxy,
        method="ssh",
        remote="ssh",
        mendable=False,
        variant="proxy-command",
    ),
    Broken(
        "proxy-or-dns",
        "A Host * above sends everything through a program that is not there.",
        _above,
        method="ssh",
        remote="ssh",
        mendable=False,
        variant="proxy-everywhere",
    ),
)
