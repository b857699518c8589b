"""What may stand in ssh's files on a machine that works, and could raise a false alarm."""

from onboard.sandbox.broken import by_key
from onboard.sandbox.broken import ssh_parts as parts
from onboard.sandbox.broken.machine import HOST, Machine
from onboard.sandbox.git.client import ssh_command

MATCHES = """\

Match host *.internal exec "touch {home}/it-ran"
  ProxyJump bastion.internal
Match originalhost github.com exec "touch {home}/it-ran"
  User git
Match host *.internal
  Port 2222
Host * !git-codecommit.*.amazonaws.com
  Port 2200
  PubkeyAcceptedAlgorithms ssh-ed25519
Host *
  User deploy
  IdentityFile {home}/.ssh/gone
  StrictHostKeyChecking ask
"""


def by_hand(machine: Machine) -> None:
    """AWS's guide, followed to the letter."""
    parts.by_hand(machine, parts.key_id(machine))


def by_hand_everywhere(machine: Machine) -> None:
    """The guide's lines below what is for every host."""
    by_hand(machine)
    above = "Host *\n  ServerAliveInterval 60\n  HashKnownHosts yes\n  ForwardAgent no\n\n"
    machine.write(parts.CONFIG, above + machine.text(parts.CONFIG), 0o644)


def id_in_address(machine: Machine) -> None:
    """No lines for the host at all: the id in the address, the key by its usual name."""
    parts.address(machine, parts.key_id(machine))
    machine.write(parts.CONFIG, f'Host *\n  IdentityFile "{parts.key(machine)}"\n')


def matches(machine: Machine) -> None:
    text = machine.text(parts.CONFIG)
    machine.write(parts.CONFIG, text + MATCHES.format(home=machine.home))


def many_keys(machine: Machine) -> None:
    """A key for each customer, which ssh would try after ours."""
    names = [f"{machine.home}/.ssh/customer_{number}" for number in range(9)]
    parts.another_key(machine, "customer_0")
    lines = "".join(f"  IdentityFile {name}\n" for name in names)
    machine.write(parts.CONFIG, f"{machine.text(parts.CONFIG)}\nHost *\n{lines}")


def full_agent(machine: Machine) -> None:
    """An agent with more keys than the server hears out, and IdentitiesOnly in our block."""
    socket = by_key.agent(machine)
    machine.write(parts.CONFIG, f"{machine.text(parts.CONFIG)}\nHost *\n  IdentityAgent {socket}\n")


def old_host_key(machine: Machine) -> None:
    """A stale line besides the right one, and an address that is another's now."""
    other = parts.another_key(machine, "stale").with_suffix(".pub").read_text("utf-8").split()
    line = f"{HOST},192.0.2.7 {other[0]} {other[1]}\n"
    machine.write(parts.KNOWN, line + machine.text(parts.KNOWN))


def own_command(machine: Machine) -> None:
    sandbox = machine.places.sandbox
    config = sandbox.ssh_config if sandbox else machine.home
    machine.configure("core.sshCommand", f"{ssh_command(config)} -o ServerAliveInterval=30")


def runs_a_command(machine: Machine) -> None:
    """Whatever ssh does, it runs that first: so neither it nor git is started."""
    text = machine.text(parts.CONFIG)
    machine.write(parts.CONFIG, f'{text}Match exec "touch {machine.home}/it-ran"\n  Port 22\n')


def passphrase(machine: Machine) -> None:
    """The key got a passphrase long ago, and the agent that held it has ended."""
    from onboard.secret import Secret
    from onboard.ssh.keys import serialise

    key = parts.key(machine)
    kept, _ = serialise(key.read_bytes(), Secret("long ago"), "codecommit")
    key.write_bytes(kept)


def second_account(machine: Machine) -> None:
    """The clone is the second account's, by its alias."""
    alias = machine.text(parts.CONFIG).partition("Host codecommit-")[2].split()[0]
    machine.git("remote", "set-url", "origin", f"ssh://codecommit-{alias}/v1/repos/web")
