"""The helper as git meets it: what it answers, what it says, what it leaves alone."""

import calendar
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onboard.credential.main import parse
from onboard.credential.refusal import LIMIT, CannotAnswer
from tests.onboard.credential.calls import (
    ACCESS_KEY,
    HOST,
    KEYS,
    LAUNCH,
    SECRET_KEY,
    START,
    ask,
    aws,
    environment,
    fields,
    refusal,
    request,
    run,
)

FAST = (
    "main",
    "protocol",
    "host",
    "refusal",
    "sign",
    "signed",
    "ini",
    "profile",
    "folders",
    "keys",
)
VECTOR = "20260101T000000Zb5b25456a2c242e638a30a61c54e218059ec9372d499bd3a6800e11e8273c904"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    aws(tmp_path, "[profile work]\nregion = eu-west-1\n", f"[work]\n{KEYS}")
    return tmp_path


def tree(home: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in home.rglob("*") if path.is_file()}


@pytest.mark.parametrize("arguments", [("--profile", "work"), ("--profile=work",)])
def test_vector(home: Path, arguments: tuple[str, ...]) -> None:
    assert ask(*arguments, "get", environ=environment(home)) == {
        "username": ACCESS_KEY,
        "password": VECTOR,
        "password_expiry_utc": "1767226500",
    }


def test_the_port_is_not_signed(home: Path) -> None:
    environ = environment(home)
    answer = ask("--profile", "work", "get", environ=environ, text=request(f"{HOST}:443"))
    assert answer["password"] == VECTOR


def test_a_profile_is_never_overruled_by_the_environment(home: Path) -> None:
    more = {"AWS_ACCESS_KEY_ID": "AKIAENV", "AWS_SECRET_ACCESS_KEY": "x", "AWS_PROFILE": "gone"}
    answer = ask("--profile", "work", "get", environ=environment(home, **more))
    assert answer["username"] == ACCESS_KEY


def test_without_a_profile_the_environment_comes_first(home: Path) -> None:
    more = {"AWS_ACCESS_KEY_ID": "ASIA", "AWS_SECRET_ACCESS_KEY": "x", "AWS_SESSION_TOKEN": "t"}
    assert ask("get", environ=environment(home, **more))["username"] == "ASIA%t"
    assert ask("get", environ=environment(home, AWS_PROFILE="work"))["username"] == ACCESS_KEY


@pytest.mark.parametrize(
    "text",
    [
        request("github.com"),
        request(f"{HOST}.evil.com"),
        request(protocol="http"),
        request(protocol="ssh"),
        b"path=x\n\n",
        b"",
        b"nonsense\n\n",
    ],
)
def test_nothing_for_anything_else(home: Path, text: bytes) -> None:
    done = run("--profile", "work", "get", environ=environment(home), text=text)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.parametrize("operation", ["store", "erase", "future"])
def test_other_operations_change_and_answer_nothing(home: Path, operation: str) -> None:
    before = tree(home)
    text = request(username="u", password="p")
    for option in ([], ["--profile", "work"], ["--account", "111122223333"]):
        done = run(*option, operation, environ=environment(home), text=text)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert tree(home) == before


def test_answering_writes_nothing(home: Path) -> None:
    before = tree(home)
    assert run("--profile", "work", "get", environ=environment(home)).returncode == 0
    assert tree(home) == before


def test_without_a_path_it_says_what_to_set(home: Path) -> None:
    done = run("--profile", "work", "get", environ=environment(home), text=request(path=""))
    line = refusal(done)
    assert line.endswith(f"git config --global credential.https://{HOST}.useHttpPath true")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--profile",),
        ("--profile", "", "get"),
        ("--profile", "a", "--account", "1", "get"),
        ("--profile", "a", "--profile", "b", "get"),
        ("--elsewhere", "get"),
        ("get", "get"),
    ],
)
def test_a_wrong_command_line(arguments: tuple[str, ...]) -> None:
    with pytest.raises(CannotAnswer) as caught:
        parse(arguments)
    assert caught.value.exit_status == 2
    assert "usage: onboard git-credential" in caught.value.line()


def test_help(home: Path) -> None:
    done = run("--help", environ=environment(home))
    assert done.stdout.startswith(b"usage: onboard git-credential")
    assert done.returncode == 0


@pytest.mark.parametrize("name", ["a\x1b[31mred", "two\nlines", "\u202eevil", "bell\x07"])
def test_no_text_from_outside_reaches_the_terminal_as_it_is(home: Path, name: str) -> None:
    line = refusal(run("--profile", name, "get", environ=environment(home)))
    assert line.isprintable()
    assert "is not in the AWS configuration" in line


def test_a_long_text_is_cut() -> None:
    assert len(CannotAnswer("x" * 5000).line()) == LIMIT + 1


def test_when_git_has_gone_nothing_is_said(home: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-c", LAUNCH, "--profile", "work", "get"],
        input=request(),
        env=environment(home),
        stdout=writer,
        stderr=subprocess.PIPE,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, b"")


def new_modules(home: Path, *arguments: str, **more: str) -> set[str]:
    program = (
        "import sys; before = set(sys.modules)\n"
        + START
        + "main(sys.argv[1:], os.environ)\n"
        + "sys.stderr.write(' '.join(set(sys.modules) - before))"
    )
    done = run(*arguments, environ=environment(home, **more), program=program)
    assert b"password=" in done.stdout
    return set(done.stderr.decode().split())


@pytest.mark.parametrize(
    ("arguments", "more"),
    [
        (["--profile", "work"], {}),
        ([], {"AWS_PROFILE": "work"}),
        ([], {"AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": "x"}),
    ],
)
def test_the_fast_path_imports_next_to_nothing(
    home: Path, arguments: list[str], more: dict[str, str]
) -> None:
    loaded = new_modules(home, *arguments, "get", **more)
    ours = {name for name in loaded if name.split(".")[0] == "onboard"}
    assert loaded - ours <= {"_sha2", "_sha256"}
    assert ours <= {"onboard", "onboard.credential"} | {
        f"onboard.credential.{name}" for name in FAST
    }


def test_a_stored_session_needs_no_botocore(home: Path) -> None:
    aws(home, "[profile r]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = work\n")
    keep = (
        "import os, time; from onboard.credential.cache import keep; "
        "keep(os.environ, 'r', 'ASIA', 's', 't', time.time() + 3600)"
    )
    assert run(environ=environment(home), program=keep).returncode == 0
    loaded = new_modules(home, "--profile", "r", "get")
    assert not {"botocore", "boto3", "platformdirs", "hashlib", "pathlib", "typing"} & loaded


def stock(home: Path, text: bytes, *arguments: str) -> dict[str, str]:
    program = Path(sys.executable).with_name("aws")
    done = subprocess.run(
        [program, *arguments, "codecommit", "credential-helper", "get"],
        input=text,
        env=environment(home),
        capture_output=True,
        check=True,
    )
    return fields(done.stdout)


@pytest.mark.parametrize(
    ("host", "path", "credentials"),
    [
        (HOST, "v1/repos/MyDemoRepo", KEYS),
        (HOST, "v1/repos/odd name+%41#x", KEYS + "aws_session_token = a/b+c==\n"),
        ("git-codecommit.cn-north-1.amazonaws.com.cn", "v1/repos/r", KEYS),
        ("vpce-0a.git-codecommit-fips.us-west-2.vpce.amazonaws.com", "v1/repos/r", KEYS),
    ],
)
def test_agrees_with_the_stock_helper(home: Path, host: str, path: str, credentials: str) -> None:
    aws(home, "", f"[work]\n{credentials}")
    text = request(host, path)
    theirs = stock(home, text, "--profile", "work")
    stamp = time.strptime(theirs["password"][:16], "%Y%m%dT%H%M%SZ")
    environ = environment(home)
    ours = ask("--profile", "work", "get", environ=environ, text=text, now=calendar.timegm(stamp))
    theirs.pop("password_expiry_utc", None)
    ours.pop("password_expiry_utc")
    assert ours == theirs


@pytest.fixture
def configured(home: Path) -> dict[str, str]:
    """An environment in which git calls the helper as `onboard setup` writes it."""
    program = home / "bin dir" / "onboard"
    program.parent.mkdir()
    program.write_text(
        f"#!{sys.executable}\nimport os, sys\nsys.path.insert(0, {json.dumps(sys.path[0])})\n"
        "from onboard.credential.main import main\nsys.exit(main(sys.argv[2:], os.environ))\n"
    )
    program.chmod(0o755)
    config = home / "gitconfig"
    config.write_text(
        '[credential "https://git-codecommit.*.amazonaws.com"]\n\thelper =\n'
        f"\thelper = \"!'{program}' git-credential --profile 'work'\"\n\tuseHttpPath = true\n"
    )
    return environment(home, GIT_CONFIG_GLOBAL=str(config))


def git(
    environ: dict[str, str], *arguments: str, text: bytes
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["git", "credential", *arguments], input=text, env=environ, capture_output=True
    )


def test_git_asks_and_gets(configured: dict[str, str]) -> None:
    done = git(configured, "fill", text=f"url=https://{HOST}/v1/repos/MyDemoRepo\n\n".encode())
    answer = fields(done.stdout)
    assert answer["username"] == ACCESS_KEY
    assert len(answer["password"]) == len(VECTOR)
    assert answer["path"] == "v1/repos/MyDemoRepo"
    assert done.stderr == b""


@pytest.mark.parametrize("operation", ["approve", "reject"])
def test_git_tells_and_nothing_happens(
    home: Path, configured: dict[str, str], operation: str
) -> None:
    before = tree(home)
    done = git(configured, operation, text=request(username="u", password="p"))
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert tree(home) == before


def test_git_shows_our_line_and_then_its_own(home: Path, configured: dict[str, str]) -> None:
    aws(home, "[default]\n")
    done = git(configured, "fill", text=request())
    lines = done.stderr.decode().splitlines()
    assert done.returncode
    assert lines[0].startswith('onboard: the AWS profile "work" is not in the AWS configuration')
    assert SECRET_KEY not in done.stderr.decode()
