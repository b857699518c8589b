"""Machines whose git is configured wrongly for HTTPS."""

import time
from typing import TYPE_CHECKING

from onboard.credential.sign import password
from onboard.sandbox.broken.machine import HOST, REPOSITORY, Broken, Machine
from onboard.sandbox.git.certificate import certificate
from onboard.sandbox.scenarios.seed import PERSON, REGION

if TYPE_CHECKING:
    from onboard.situation import GitCredential

PATH = f"v1/repos/{REPOSITORY}"
URL = f"https://{HOST}/{PATH}"
AWS = "!aws codecommit credential-helper $@"
DEAD_PROXY = "http://127.0.0.1:9"
KEEPER = """\
#!/bin/sh
# Stands in for {name}: answers what it was given to store, for CodeCommit's hosts.
asked=$(cat)
case "$1 $asked" in
get*host=git-codecommit*) cat "$0.kept" ;;
store*host=git-codecommit*) printf '%s\\n' "$asked" | grep -E '^(username|password)=' >"$0.kept" ;;
esac
"""


def _no_helper(machine: Machine) -> None:
    """A fresh clone address and nothing else."""


def _deleted_section(machine: Machine) -> None:
    text = machine.text(".gitconfig")
    machine.write(".gitconfig", text[: text.index("[credential")])


def _another_partition(machine: Machine) -> None:
    section = "https://git-codecommit.*.amazonaws.com.cn"
    machine.configure(f"credential.{section}.helper", AWS)
    machine.configure(f"credential.{section}.useHttpPath", "true")


def _ask_pass(machine: Machine) -> None:
    asking = machine.program("ask", "#!/bin/sh\necho guess\n")
    machine.configure("core.askPass", str(asking))


def _manager(machine: Machine) -> None:
    """As `git-credential-manager configure` writes it, long after onboard set up git."""
    program = _keeper(machine, "git-credential-manager", *_stale(machine))
    text = machine.text(".gitconfig")
    machine.write(".gitconfig", f"{text}[credential]\n\thelper = \n\thelper = {program}\n")


def _included_manager(machine: Machine) -> None:
    program = _keeper(machine, "git-credential-manager", *_stale(machine))
    machine.write(".gitconfig-work", f"[credential]\n\thelper = \n\thelper = {program}\n")
    text = machine.text(".gitconfig")
    machine.write(".gitconfig", f"{text}[include]\n\tpath = .gitconfig-work\n")


def _keychain(machine: Machine) -> None:
    """AWS's own guide on a machine whose git comes with a keychain helper."""
    program = _keeper(machine, "git-credential-osxkeychain", *_stale(machine))
    machine.configure("credential.helper", str(program))
    _guide(machine)


def _stale_store(machine: Machine) -> None:
    """The helper was tried once, with git's plain store beside it."""
    machine.configure("credential.helper", "store")
    user, word = _stale(machine)
    machine.write(".git-credentials", f"https://{user}:{word}@{HOST}\n")


def _stale_beside(machine: Machine) -> None:
    """The same, and AWS's helper is still asked, but second."""
    _stale_store(machine)
    machine.replace(".git-credentials", HOST, f"{HOST}/{PATH}")
    _guide(machine)


def _inactive(machine: Machine) -> None:
    machine.ask(
        "iam",
        {
            "do": "set-status",
            "type": "git-credential",
            "id": _credential(machine).id,
            "status": "Inactive",
        },
    )


def _deleted(machine: Machine) -> None:
    from onboard.aws import iam

    iam.delete_git_credential(machine.aws, PERSON, _credential(machine).id)


def _reset(machine: Machine) -> None:
    from onboard.aws import iam

    iam.reset_git_credential(machine.aws, PERSON, _credential(machine).id)


def _lost(machine: Machine) -> None:
    (machine.places.state / "passwords.json").unlink()


def _mistyped(machine: Machine) -> None:
    made = machine.ask("console", {"do": "create-git-credential"})
    machine.configure("credential.helper", "store")
    user = made["user_name"].replace("+", "%2b")
    machine.write(".git-credentials", f"https://{user}:mistyped@{HOST}\n")


def _iam_user_in_address(machine: Machine) -> None:
    machine.git("remote", "set-url", "origin", URL.replace("://", "://jane@"))


def _emptied_here(machine: Machine) -> None:
    machine.configure(f"credential.https://{HOST}.helper", "", "--local")


def _for_one_user(machine: Machine) -> None:
    text = machine.text(".gitconfig")
    machine.write(
        ".gitconfig", text.replace("https://git-codecommit", "https://jane@git-codecommit")
    )


def _old_aws(machine: Machine) -> None:
    machine.configure(
        "credential.helper", "!/opt/aws-cli-1/bin/aws codecommit credential-helper $@"
    )
    machine.configure("credential.UseHttpPath", "true")


def _moved_onboard(machine: Machine) -> None:
    launcher = machine.places.launcher[0]
    machine.replace(".gitconfig", launcher, "/old/venv/bin/onboard")


def _no_mark(machine: Machine) -> None:
    machine.configure("credential.helper", AWS.removeprefix("!"))
    machine.configure("credential.UseHttpPath", "true")


def _quoted(machine: Machine) -> None:
    machine.configure("credential.helper", f"'{AWS}'")
    machine.configure("credential.UseHttpPath", "true")


def _spaces(machine: Machine) -> None:
    from shutil import which

    real = which("aws", path=machine.places.env.get("PATH")) or "/usr/bin/aws"
    program = machine.write("My Tools/aws", f'#!/bin/sh\nexec {real} "$@"\n', 0o700)
    machine.configure("credential.helper", f"!{program} codecommit credential-helper $@")
    machine.configure("credential.UseHttpPath", "true")


def _no_path(machine: Machine) -> None:
    machine.configure("credential.helper", AWS)


def _path_off(machine: Machine) -> None:
    machine.configure(f"credential.https://{HOST}.useHttpPath", "false")


def _path_off_here(machine: Machine) -> None:
    machine.configure("credential.useHttpPath", "false", "--local")


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


def _guide(machine: Machine) -> None:
    """What AWS's guide has people write."""
    machine.configure("credential.helper", AWS)
    machine.configure("credential.UseHttpPath", "true")


def _keeper(machine: Machine, name: str, user: str, word: str) -> str:
    program = machine.program(name, KEEPER.format(name=name))
    machine.write(f".local/bin/{name}.kept", f"username={user}\npassword={word}\n")
    return str(program)


def _stale(machine: Machine) -> tuple[str, str]:
    """What a helper that signs gave git an hour ago."""
    keys = machine.text(".aws/credentials")
    id_, secret = (
        keys.partition(f"{name} = ")[2].split()[0]
        for name in ("aws_access_key_id", "aws_secret_access_key")
    )
    return id_, password(secret, REGION, HOST, PATH, time.time() - 3600)


def _credential(machine: Machine) -> "GitCredential":
    from onboard.aws import iam

    return iam.list_git_credentials(machine.aws, PERSON)[-1]


_WRONG = "git-credential-wrong-or-inactive"

MACHINES = (
    Broken("helper-not-configured", "Nobody told git how to sign in at CodeCommit.", _no_helper),
    Broken(
        "helper-not-configured",
        "Somebody tidied the section for CodeCommit out of ~/.gitconfig.",
        _deleted_section,
        method="https",
        variant="deleted",
    ),
    Broken(
        "helper-not-configured",
        "git has a helper for CodeCommit in China, and the clone is elsewhere.",
        _another_partition,
        variant="partition",
    ),
    Broken(
        "helper-not-configured",
        "No helper is set, and core.askPass makes something up.",
        _ask_pass,
        variant="askpass",
    ),
    Broken(
        "gcm-conflict",
        "Git Credential Manager was configured after onboard, and knows an old password.",
        _manager,
        method="helper",
    ),
    Broken(
        "gcm-conflict",
        "The same, in a file that ~/.gitconfig includes.",
        _included_manager,
        method="https",
        variant="included",
    ),
    Broken(
        "keychain-conflict",
        "The keychain answers with what AWS's helper signed an hour ago.",
        _keychain,
    ),
    Broken(
        "stale-helper-password",
        "git's plain store has a signed password from an hour ago.",
        _stale_store,
    ),
    Broken(
        "stale-helper-password",
        "git's plain store answers in front of AWS's helper.",
        _stale_beside,
        variant="beside",
    ),
    Broken(_WRONG, "The Git credential is Inactive at IAM.", _inactive, method="https"),
    Broken(
        _WRONG,
        "The Git credential was deleted at IAM.",
        _deleted,
        method="https",
        variant="deleted",
    ),
    Broken(
        _WRONG,
        "Its password was reset on another machine.",
        _reset,
        method="https",
        variant="reset",
    ),
    Broken(_WRONG, "The stored password is gone.", _lost, method="https", variant="lost"),
    Broken(
        _WRONG,
        "git's plain store has a password that was typed wrongly.",
        _mistyped,
        variant="mistyped",
    ),
    Broken(
        _WRONG,
        "The address has the name of the IAM user in it.",
        _iam_user_in_address,
        method="https",
        variant="user",
    ),
    Broken(
        "helper-bypassed",
        "The clone's own configuration empties the helpers for CodeCommit.",
        _emptied_here,
        method="https",
    ),
    Broken(
        "helper-bypassed",
        "The section is for addresses with a user name, and the clone's has none.",
        _for_one_user,
        method="helper",
        variant="user",
    ),
    Broken(
        "helper-bypassed",
        "The editor's terminal empties the helpers by GIT_CONFIG_COUNT.",
        _no_helper,
        method="https",
        env={
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "credential.helper",
            "GIT_CONFIG_VALUE_0": "",
        },
        mendable=False,
        variant="environment",
    ),
    Broken("helper-command-not-found", "The AWS CLI moved.", _old_aws),
    Broken(
        "helper-command-not-found",
        "The environment that onboard was installed in moved.",
        _moved_onboard,
        method="https",
        variant="onboard",
    ),
    Broken("helper-misconfigured", "The ! in front of AWS's helper is missing.", _no_mark),
    Broken(
        "helper-misconfigured",
        "The quotes of a shell stand in the value.",
        _quoted,
        variant="quoted",
    ),
    Broken(
        "helper-misconfigured",
        "The path of the AWS CLI has a space in it.",
        _spaces,
        variant="spaces",
    ),
    Broken("no-usehttppath", "The second line of AWS's guide was left out.", _no_path),
    Broken(
        "no-usehttppath",
        "A later section turns useHttpPath off.",
        _path_off,
        method="helper",
        variant="off",
    ),
    Broken(
        "no-usehttppath",
        "The clone's own configuration turns useHttpPath off.",
        _path_off_here,
        method="helper",
        variant="here",
    ),
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
