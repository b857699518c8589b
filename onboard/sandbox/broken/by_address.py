"""Machines whose git goes to a wrong address, or does not get there."""

from onboard.sandbox.broken.machine import HOST, REPOSITORY, URLS, Broken, Machine
from onboard.sandbox.git.certificate import certificate
from onboard.sandbox.scenarios.seed import REGION

URL = URLS["https"]
DEAD_PROXY = "http://127.0.0.1:9"


def _case(machine: Machine) -> None:
    machine.git("remote", "set-url", "origin", f"https://{HOST}/v1/repos/Web")


def _name(machine: Machine) -> None:
    machine.git("remote", "set-url", "origin", f"https://{HOST}/v1/repos/webb")


def _region(machine: Machine) -> None:
    machine.git("remote", "set-url", "origin", URL.replace(REGION, "eu-central-1"))


def _console(machine: Machine) -> None:
    page = "codesuite/codecommit/repositories/web/browse"
    link = f"https://{REGION}.console.aws.amazon.com/{page}?region={REGION}"
    machine.git("remote", "set-url", "origin", link)


def _of_github(machine: Machine) -> None:
    machine.git("remote", "set-url", "origin", f"{URL}.git")


def _short(machine: Machine) -> None:
    machine.git("remote", "set-url", "origin", f"https://{HOST}/{REPOSITORY}")


def _unencrypted(machine: Machine) -> None:
    machine.git("remote", "set-url", "origin", URL.replace("https", "http"))


def _password(machine: Machine) -> None:
    made = machine.ask("console", {"do": "create-git-credential"})
    user = made["user_name"].replace("+", "%2B")
    word = made["password"].replace("/", "%2F").replace("+", "%2B").replace("=", "%3D")
    machine.git("remote", "set-url", "origin", URL.replace("://", f"://{user}:{word}@"))


def _authority(machine: Machine) -> None:
    """A company's list of certificate authorities, which has not AWS's."""
    folder = machine.home / "company"
    folder.mkdir()
    company = certificate(folder, ("git.example.com",))
    machine.configure(f"http.https://{HOST}.sslCAInfo", str(company.authority))


def _proxy(machine: Machine) -> None:
    machine.configure(f"http.https://{HOST}.proxy", DEAD_PROXY)


def _mirror(machine: Machine) -> None:
    machine.configure("url./srv/mirror/.insteadOf", f"https://{HOST}/v1/repos/")


MACHINES = (
    Broken(
        "repo-not-found",
        "The remote has a capital letter that the repository has not.",
        _case,
        method="https",
    ),
    Broken(
        "repo-not-found",
        "The remote's name has a letter too many.",
        _name,
        method="https",
        mendable=False,
        variant="name",
    ),
    Broken(
        "repo-not-found",
        "The remote is in another Region.",
        _region,
        method="https",
        mendable=False,
        variant="region",
    ),
    Broken("bad-url", "The remote is the console's page.", _console, method="https"),
    Broken("bad-url", "It ends in .git.", _of_github, method="https", variant="git"),
    Broken("bad-url", "It has no /v1/repos in it.", _short, method="https", variant="path"),
    Broken("bad-url", "It begins with http.", _unencrypted, method="https", variant="http"),
    Broken(
        "password-in-url",
        "A password stands in the remote's address.",
        _password,
        method="https",
        undone=False,
    ),
    Broken(
        "tls-interception",
        "git is to trust the company's authorities at CodeCommit, and no others.",
        _authority,
        method="https",
    ),
    Broken(
        "proxy-or-dns",
        "The proxy that git is sent through is gone.",
        _proxy,
        method="https",
        mendable=False,
    ),
    Broken(
        "address-replaced",
        "A setting sends CodeCommit's addresses to a mirror that is gone.",
        _mirror,
        method="https",
    ),
)
