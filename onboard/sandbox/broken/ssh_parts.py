"""What the causes of the ssh family have in common: the key here, its id, lines by hand."""

from pathlib import Path

from onboard.sandbox.broken.machine import HOST, Machine

CONFIG, KNOWN = ".ssh/config", ".ssh/known_hosts"
PATTERN = "git-codecommit.*.amazonaws.com"


def key(machine: Machine) -> Path:
    """The private key that onboard made."""
    return next((machine.home / ".ssh").glob("codecommit_rsa*.pub")).with_suffix("")


def key_id(machine: Machine) -> str:
    """Its id at IAM, as the block has it."""
    return machine.text(CONFIG).partition("  User ")[2].split()[0]


def by_hand(machine: Machine, user: str, identity: Path | None = None, more: str = "") -> None:
    """The lines of AWS's guide in place of the block of onboard, with a mistake in them."""
    lines = [f"Host {PATTERN}"]
    lines += [f"  User {user}"] if user else []
    lines += [f'  IdentityFile "{identity or key(machine)}"', more]
    machine.write(CONFIG, "\n".join(one for one in lines if one) + "\n")


def another_key(machine: Machine, name: str) -> Path:
    """A second RSA key of the person's."""
    from onboard.ssh.keys import generate, serialise

    private, public = serialise(generate(2048), None, name)
    machine.write(f".ssh/{name}.pub", f"{public}\n")
    return machine.write(f".ssh/{name}", private.decode())


def uploaded(machine: Machine, private: Path) -> str:
    """The id that the console gives it."""
    public = private.with_name(f"{private.name}.pub").read_text("utf-8")
    return str(machine.ask("console", {"do": "upload-key", "body": public})["key_id"])


def address(machine: Machine, user: str) -> None:
    """The remote with a user name in it."""
    machine.git("remote", "set-url", "origin", f"ssh://{user}@{HOST}/v1/repos/web")
