"""What may stand in git's files on a machine that works, and could raise a false alarm."""

from onboard.sandbox.broken.by_password import KEEPER
from onboard.sandbox.broken.machine import AWS_HELPER, HOST, REPOSITORY, URLS, Machine

URL = URLS["https"]


def manager_before(machine: Machine) -> None:
    program = machine.program("git-credential-manager", KEEPER.format(name="GCM"))
    machine.write(f"{program.relative_to(machine.home)}.kept", "username=me\npassword=old\n")
    text = machine.text(".gitconfig")
    machine.write(".gitconfig", f"[credential]\n\thelper =\n\thelper = {program}\n{text}")


def keychain_for_github(machine: Machine) -> None:
    machine.configure("credential.https://github.com.helper", "")
    machine.configure("credential.https://github.com.helper", "osxkeychain")
    machine.configure("credential.https://dev.azure.com.useHttpPath", "true")


def cache_before(machine: Machine) -> None:
    machine.write(".gitconfig", f"[credential]\n\thelper = cache\n{machine.text('.gitconfig')}")


def missing_before(machine: Machine) -> None:
    """Dotfiles from a Mac."""
    old = "[credential]\n\thelper = osxkeychain\n"
    machine.write(".gitconfig", f"{old}{machine.text('.gitconfig')}")


def big(machine: Machine) -> None:
    """Long dotfiles, with includes, aliases, and rules for other hosts."""
    rules = "".join(
        f'[url "git@host{number}.example.com:"]\n\tinsteadOf = https://host{number}.example.com/\n'
        f'[http "https://host{number}.example.com"]\n\tsslVerify = false\n'
        f"\tproxy = http://127.0.0.1:9\n\tsslCAInfo = /none.pem\n"
        f'[credential "https://host{number}.example.com"]\n\thelper =\n\thelper = nothing\n'
        for number in range(40)
    )
    machine.write(".gitconfig-more", f"[alias]\n\tst = status # short\n{rules}")
    machine.configure("include.path", "~/.gitconfig-more")
    machine.configure("includeIf.gitdir:~/clients/.path", "~/.gitconfig-clients")
    machine.configure("core.askPass", "/usr/bin/true")


def beside_in_clone(machine: Machine) -> None:
    """A password of git's own is kept here too."""
    machine.configure("credential.helper", "cache", "--local")
    machine.git("remote", "add", "github", "https://github.com/example/web")
    machine.configure("remote.origin.pushurl", URL, "--local")


def turned_to_https(machine: Machine) -> None:
    machine.git("remote", "set-url", "origin", f"ssh://{HOST}/v1/repos/{REPOSITORY}")
    machine.configure(f"url.https://{HOST}/.insteadOf", f"ssh://{HOST}/")


def store(machine: Machine) -> None:
    """Git credentials as AWS's guide has people use them."""
    made = machine.ask("console", {"do": "create-git-credential"})
    user, word = (
        made[key].replace("/", "%2F").replace("+", "%2B").replace("=", "%3D")
        for key in ("user_name", "password")
    )
    machine.configure("credential.helper", "store")
    machine.write(".git-credentials", f"https://{user}:{word}@{HOST}\n")


def guide(machine: Machine) -> None:
    """AWS's helper for every host; a shell took the $@ away, which git never needed."""
    machine.configure("credential.helper", AWS_HELPER.replace("$@", ""))
    machine.configure("credential.UseHttpPath", "true")
