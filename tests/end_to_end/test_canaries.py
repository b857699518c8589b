"""Planted secrets: every command is run, then each is looked for wherever it must not be."""

import base64
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.canaries import found_in, in_files, in_processes, sampling
from tests.sandboxes import Done, RunningSandbox, running
from tests.secret_service import needs_secret_service, secret_service

ROOT = Path(__file__).parents[2]
HOST = "git-codecommit.eu-west-1.amazonaws.com"
ASKS = f"protocol=https\nhost={HOST}\npath=v1/repos/web\n\n"
PASSPHRASE = "canary pass/phrase+1"
REMOTE = "canary-remote+pass/word"
PASTED = "canary/pasted+secret/key/of/forty/letters"
SHOWN = ("git-credential", "credential-process")
"""What these print is what they are asked for."""


@dataclass
class Person:
    """Runs commands in a sandbox and keeps what they print."""

    sandbox: RunningSandbox
    env: dict[str, str]
    printed: list[tuple[str, str]] = field(default_factory=list)
    secrets: dict[str, str] = field(default_factory=dict)

    def __call__(self, *words: str, status: int = 0, **more: str) -> Done:
        """`onboard WORDS`, without the supervisor."""
        argv = ("-m", "onboard.sandbox.child", str(self.sandbox.folder.root), *words)
        return self.python(*argv, status=status, **more)

    def python(self, *argv: str, status: int = 0, **more: str) -> Done:
        done = self.sandbox.run(sys.executable, *argv, env=self.env, cwd=ROOT, **more)
        assert done.returncode == status, (argv, done.stdout, done.stderr)
        if not any(one in argv for one in SHOWN):
            self.printed.append((" ".join(argv[1:]), done.stdout + done.stderr))
        return done

    def learn_git_password(self, name: str) -> None:
        """Remember the password that git gets for the account now."""
        argv = ("-m", "onboard", "git-credential", "--account", "111122223333", "get")
        said = self.python(*argv, input=ASKS).stdout
        self.secrets[f"Git password ({name})"] = re.findall(r"password=(.*)", said)[0]

    def wrong_output(self) -> list[str]:
        found = ((what, found_in(said.encode(), self.secrets)) for what, said in self.printed)
        return [f"printed by {what}: {names}" for what, names in found if names]


def aws_keys(home: Path) -> dict[str, str]:
    """What the sandbox's AWS files hold."""
    text = (home / ".aws" / "credentials").read_text()
    secret = re.search(r"aws_secret_access_key *= *(\S+)", text)
    assert secret
    return {"access key": secret[1]}


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSandbox]:
    with running(tmp_path_factory.mktemp("state")) as started:
        yield started


def by_keyring(person: Person) -> None:
    """The keyring keeps and serves; then it breaks, and a set-up dies while it does."""
    https = ("setup", "--method", "https", "--yes", "--store", "keyring")
    person(*https)
    person.learn_git_password("keyring")
    person("undo", "--yes", "--json")
    person("setup", "--method", "https", "--yes")
    person.learn_git_password("vault")
    person("status", "--json")
    person("status")
    person("remove", "--yes", "--json")


def by_others(person: Person) -> None:
    ssh = ("setup", "--method", "ssh", "--bits", "2048", "--yes", "--json", "--passphrase-stdin")
    person(*ssh, input=f"{PASSPHRASE}\n")
    person("setup", "--method", "helper", "--yes")
    person.python("-m", "onboard", "git-credential", "get", input=ASKS)
    person("setup", "--method", "grc", "--yes", "--json")
    person("credential-process", "--profile", "default")
    person("history")


def by_csv(person: Person, folder: Path) -> None:
    file = folder / "downloaded.csv"
    made = person.sandbox.control("console", {"do": "create-git-credential"})
    file.write_text(f"User Name,Password\r\n{made['user_name']},{made['password']}\r\n")
    person.secrets["Git password (CSV)"] = made["password"]
    person("setup", "--method", "https", "--credentials-file", str(file), "--yes", "--json")
    person("undo", "--yes")


def by_looking(person: Person) -> None:
    """What a help desk asks for, in a clone whose remote has a password in it."""
    address = f"https://jane:{quote(REMOTE, safe='')}@{HOST}/v1/repos/web"
    person("doctor", "--json", status=5)
    person("doctor", status=5)
    person("bundle", "--names")
    person("bundle", "--json")
    person("explain", "-", input=f"fatal: Authentication failed for '{address}/'\n")
    person("url", "-", "--json", input=address)
    person("policy", "-", input=f"{address}: not authorized to perform: codecommit:GitPull\n")


def by_accident(person: Person) -> None:
    """What fails says so with a traceback, as somebody would send it to us."""
    root = str(person.sandbox.folder.root)
    failing = ("setup", "--method", "https", "--store", "keyring", "--yes", "--debug")
    https = (*failing[:-1], "--store", "file", "--debug")
    for fault in ("malformed-after", "drop-after", "deny"):
        body = {"name": fault, "value": True, "operation": "CreateServiceSpecificCredential"}
        person.sandbox.control("fault", body)
        person(*https, status=1)
        person.sandbox.control("fault", {"name": "clear"})
    person.python("-m", "tests.refusing", root, "died", *failing[:-1], status=-9)
    person("status", "--json")
    person("resume", "--yes", "--debug", status=1)
    person("undo", "--yes", "--debug")


def plant(person: Person) -> None:
    """A repository with a password in its remote, and the same in the global config."""
    address = f"https://jane:{quote(REMOTE, safe='')}@{HOST}/v1/repos/web"
    repository = person.sandbox.home / "repository"
    person.sandbox.run("git", "init", "-q", str(repository))
    person.sandbox.run("git", "-C", str(repository), "remote", "add", "origin", address)
    person.sandbox.run("git", "config", "--global", f"url.{address}.insteadOf", "web:")


def by_pasting(person: Person) -> None:
    root = str(person.sandbox.folder.root)
    person.python("-m", "tests.pasting", root, input=f"AKIAPASTED\n{PASTED}\n")


@needs_secret_service
def test_no_secret_is_where_it_must_not_be(sandbox: RunningSandbox, tmp_path: Path) -> None:
    secrets = {"passphrase": PASSPHRASE, "remote": REMOTE, "pasted": PASTED}
    person = Person(sandbox, sandbox.env, secrets=aws_keys(sandbox.home) | secrets)
    plant(person)  # its own arguments hold a secret: before anybody looks
    with secret_service(tmp_path) as keyring, sampling() as sampler:
        person.env = sandbox.env | keyring
        by_pasting(person)
        by_keyring(person)
        by_others(person)
        by_csv(person, tmp_path)
        by_looking(person)
        by_accident(person)
    home = sandbox.home
    may = [
        sandbox.folder.server,  # the sandbox's own AWS state
        home / ".aws",
        home / ".local/state/onboard/passwords.json",  # its vault
        home / ".cache/onboard/credentials",  # temporary credentials, 0600
        home / "repository/.git/config",  # the person's own
        home / ".gitconfig",  # likewise: it was there before, and is looked at below
        tmp_path / "downloaded.csv",
        tmp_path / "keyring home",
    ]
    wrong = in_processes(sampler, person.secrets) + person.wrong_output()
    wrong += in_files([sandbox.state, tmp_path], person.secrets, may)
    config = (home / ".gitconfig").read_bytes()
    assert found_in(config, {k: v for k, v in person.secrets.items() if k != "remote"}) == []
    print(
        f"{len(person.secrets)} secrets, {len(person.printed)} commands, {sampler.rounds} looks at "
        f"{len(sampler.seen)} arguments and environments: {len(wrong)} hits"
    )
    assert wrong == []


def test_an_mfa_session_stays_in_its_cache(tmp_path: Path) -> None:
    with running(tmp_path, "mfa-required") as sandbox, sampling() as sampler:
        person = Person(sandbox, sandbox.env, secrets=aws_keys(sandbox.home))
        code = sandbox.control("mfa-code")["code"]
        person("setup", "--method", "grc", "--yes", "--mfa-code-stdin", input=f"{code}\n")
        profile = re.findall(r"--profile (\S+)", (sandbox.home / ".aws/config").read_text())
        said = person("credential-process", "--profile", (profile or ["default"])[0]).stdout
        given = json.loads(said)
        person.secrets |= {"session": given["SessionToken"], "its key": given["SecretAccessKey"]}
        person("status", "--json")
        person("undo", "--yes", "--json")
    may = [
        sandbox.folder.server,
        sandbox.home / ".aws",
        sandbox.home / ".cache/onboard/credentials",
    ]
    wrong = in_processes(sampler, person.secrets) + person.wrong_output()
    assert wrong + in_files([sandbox.state], person.secrets, may) == []


@pytest.mark.parametrize("written", ["{}", "base64", "percent", "json"])
def test_a_planted_one_is_found_everywhere(written: str, tmp_path: Path) -> None:
    secret = 'canary/planted+"1"'
    encoded = {
        "{}": secret,
        "base64": base64.b64encode(f"me:{secret}".encode()).decode(),
        "percent": quote(secret, safe=""),
        "json": json.dumps(secret),
    }[written]
    secrets, wait = {"planted": secret}, "import sys; sys.stdin.read()"
    (tmp_path / "journal").write_text(f"user = {encoded}")
    assert in_files([tmp_path], secrets) == [f"{tmp_path / 'journal'}: planted"]
    assert in_files([tmp_path], secrets, may=[tmp_path / "journal"]) == []
    for kind, argv, env in (("cmdline", (encoded,), {}), ("environ", (), {"PLANTED": encoded})):
        with sampling() as sampler:
            words = (sys.executable, "-c", f"print(flush=True); {wait}", *argv)
            pipe = subprocess.PIPE
            with subprocess.Popen(words, stdin=pipe, stdout=pipe, env=env) as process:
                assert process.stdout
                process.stdout.readline()
                sampler.look()  # for certain
                process.communicate(b"")
        assert any(one.startswith(f"{kind}: planted") for one in in_processes(sampler, secrets))
    sandbox: RunningSandbox = None  # type: ignore[assignment]
    person = Person(sandbox, {}, [("status", f"said {encoded}")], secrets)
    assert person.wrong_output() == ["printed by status: ['planted']"]
