"""Hostile strings through every command: none is run, none reaches a terminal, none crashes."""

import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from botocore.exceptions import ClientError

from onboard.__main__ import run
from onboard.aws.problems import from_answer
from onboard.cli import documents
from onboard.cli.carry_out import show_steps
from onboard.cli.output import say_error, say_json
from onboard.cli.status import _print
from onboard.credential.main import main as git_credential
from onboard.errors import OnboardError
from onboard.offer import offers
from onboard.places import Places
from onboard.plan import make_plan
from onboard.printable import harmless
from onboard.situation import Method, ProfileFact, RegionFact, Setup, Situation, Store
from tests import situations as seen
from tests.hostile import CANARY, STRINGS
from tests.machine import machine
from tests.sandboxes import onboard

FAST = (
    ("undo", "{}", "--yes"),
    ("resume", "{}", "--yes"),
    ("{}",),
    ("history", "{}"),
    ("setup", "--method={}", "--yes"),
    ("sandbox", "{}"),
    ("status", "--max-age={}"),
    ("batch", "{}", "--yes"),
    ("request", "--finish={}", "--yes"),
    ("setup", "--from-request={}", "--yes"),
    ("explain", "{}"),
)
"""What ends before anything is looked at."""
SLOW = (
    ("status", "--profile={}"),
    ("status", "--region={}"),
    ("setup", "--method=https", "--profile={}", "--store=file", "--yes"),
    ("setup", "--method=https", "--credentials-file={}", "--region=eu-west-1", "--dry-run"),
    ("setup", "--method=ssh", "--key={}", "--key-id=APKA1", "--region=eu-west-1", "--dry-run"),
    ("setup", "--method=ssh", "--key-id={}", "--no-passphrase", "--region=eu-west-1", "--yes"),
    ("setup", "--method=helper", "--region={}", "--yes"),
    ("remove", "--region={}", "--yes"),
    ("credential-process", "--profile={}"),
    ("setup", "--user={}", "--method=https", "--hand-over=show", "--yes"),
    ("request", "--method=https", "--user={}", "--region=eu-west-1", "--dry-run"),
    ("request", "--method=https", "--user=dev", "--region=eu-west-1", "--repository={}", "--yes"),
    ("request", "--method=https", "--user=dev", "--region=eu-west-1", "--output={}", "--dry-run"),
    ("url", "{}"),
    ("url", "--rewrite={}", "--yes"),
    ("policy", "{}"),
    ("policy", "--action={}", "--repository={}", "--user={}"),
    ("doctor", "{}", "--repository={}"),
    ("bundle", "{}"),
)
"""What looks at the machine first; the strings take turns."""
TURNS = 1
"""How many strings each of these gets in the ordinary run, at the least."""


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """A machine with nothing on it and nobody signed in, on which a canary would be seen."""
    found = machine(tmp_path, AWS_EC2_METADATA_DISABLED="true")
    for name in [name for name in os.environ if name.startswith(("AWS_", "XDG_"))]:
        monkeypatch.delenv(name)
    for name, value in found.env.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return found


@pytest.fixture
def judge(
    capsys: pytest.CaptureFixture[str], places: Places, tmp_path: Path
) -> Iterator[Callable[[str, Callable[[], object]], None]]:
    """Calls, and remembers what was wrong with what came out."""
    wrong: list[str] = []
    count = 0

    def calling(where: str, act: Callable[[], object]) -> None:
        nonlocal count
        count += 1
        try:
            status = act()
        except SystemExit as ended:
            status = ended.code
        except Exception as error:
            wrong.append(f"{where}: {type(error).__name__}: {error}"[:300])
            return
        out, err = capsys.readouterr()
        wrong.extend(f"{where}: {one}" for one in faults(out + err))
        if status not in (None, 0, 1, 2, 3, 4, 5):
            wrong.append(f"{where}: exit {status}")

    yield calling
    wrong.extend(f"was run: {one}" for one in tmp_path.rglob(f"*{CANARY}"))
    print(f"{len(STRINGS)} strings, {count} times tried, {len(wrong)} failures")
    assert wrong == []


def faults(said: str) -> list[str]:
    """What is wrong with what reached the person."""
    found = [f"{one!r} reached the terminal" for one in set(said) if not shown(one)]
    found += [
        f"says {one!r}" for one in ("Traceback", "is a defect", "the helper failed") if one in said
    ]
    return found


def shown(one: str) -> bool:
    return one in "\n\t" or harmless(one)


def typed_nothing(argv: list[str], places: Places) -> int:
    """Run the command with an empty standard input."""
    with open(os.devnull, encoding="utf-8") as nothing, patch.object(sys, "stdin", nothing):
        return run(argv, places)


def filled(words: tuple[str, ...], text: str) -> list[str]:
    return [word.replace("{}", text) for word in words]


def test_there_are_enough_of_them() -> None:
    assert len(STRINGS) >= 300


@pytest.mark.timeout(1200)
def test_commands(
    places: Places, judge: Callable[..., None], request: pytest.FixtureRequest
) -> None:
    every = request.config.getoption("--long")
    for row, words in enumerate((*FAST, *SLOW)):
        step = 1 if every else 3 if words in FAST else len(STRINGS) // TURNS
        for at, text in enumerate(STRINGS[row * 7 % step :: step]):
            given = [*filled(words, text), *(("--json",) if at % 2 else ())]
            if given[0].strip():  # no command at all is the app
                judge(f"{words} {text[:40]!r}", lambda argv=given: typed_nothing(argv, places))


def test_a_folder_where_a_file_is_wanted(places: Places, judge: Callable[..., None]) -> None:
    writing = (("bundle", "--output={}", "--yes"), ("policy", "--action=iam:Get", "--output={}"))
    for words in (*(one for one in SLOW if one[0] != "credential-process"), *writing):
        judge(f"{words} /", lambda given=words: typed_nothing(filled(given, "/"), places))


def test_what_git_calls(
    places: Places, judge: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    host = "git-codecommit.eu-west-1.amazonaws.com"
    for text in STRINGS:
        raw = text.encode("utf-8", "surrogateescape" if "\udcff" in text else "replace")
        asked = b"protocol=https\nhost=%b\npath=%b\nusername=%b\n\n" % (host.encode(), raw, raw)
        for words in (["--account", text, "get"], ["--account=111122223333", "get"], [text]):
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(asked)))
            judge(f"git-credential {words!r:.60}", lambda w=words: git_credential(w, places.env))


def test_answers_of_aws(judge: Callable[..., None]) -> None:
    for text in STRINGS:
        for code in ("AccessDenied", "Strange", "LimitExceeded", "RequestTimeTooSkewed", text):
            answer: Any = {"Error": {"Code": code, "Message": f"because no {text}"}}
            error = from_answer(ClientError(answer, "CreateUser"), f"iam:{text}")
            for as_json in (False, True):
                judge(f"AWS says {text[:40]!r}", lambda e=error, j=as_json: say_error(e, j))


def hostile(text: str) -> Situation:
    """What was seen, with that text wherever one from outside may stand."""
    who = replace(seen.JANE, name=text, arn=f"arn:aws:iam::{seen.ACCOUNT}:user/{text}")
    return seen.situation(
        who,
        seen.machine(),
        profile=text or None,
        profiles=(ProfileFact(text, text, "keys"),),
        region=RegionFact("eu-west-1", text),
        repositories=(text,),
    )


def test_what_is_seen_and_planned(places: Places, judge: Callable[..., None]) -> None:
    for text in STRINGS:
        situation = hostile(text)
        offered = offers(situation)
        document = documents.status(situation, offered)
        judge(f"status {text[:40]!r}", lambda d=document: say_json(d))
        judge(
            f"status {text[:40]!r}",
            lambda d=document, s=situation, o=offered: _print(d, s, o, places),
        )
        for method in Method:
            judge(f"{method} {text[:40]!r}", lambda s=situation, m=method: planned(s, m, places))


def planned(situation: Situation, method: Method, places: Places) -> None:
    """The plan as both faces of the command line show it."""
    setup = Setup(method, "eu-west-1", situation.profile, Store.FILE, "web", new_key=True)
    try:
        plan = make_plan(situation, setup, places)
    except OnboardError as error:
        say_error(error, as_json=False)
        return
    show_steps(plan, places)
    say_json(documents.run(plan, None, None))


def test_names_in_the_persons_files(places: Places, judge: Callable[..., None]) -> None:
    """Profiles of the AWS files, settings of git, users of ssh: all in one look."""
    usable = [one for one in STRINGS if one.isprintable() and "]" not in one and one.strip()]
    for path in (places.aws_config, places.ssh_config):
        path.parent.mkdir(mode=0o700)
    places.aws_config.write_text("".join(f"[profile {one}]\nregion = {one}\n" for one in usable))
    places.ssh_config.write_bytes(
        b"".join(b'Host x\n  User "%b"\n' % one.encode().replace(b'"', b"") for one in usable)
    )
    rows = [one.encode("utf-8", "replace") for one in STRINGS if "\0" not in one and len(one) < 500]
    lines = [b'\tusername = "%b"\n' % escaped(one) for one in rows]
    config = (
        b"[user]\n" + b"".join(lines).replace(b"helper", b"name") + b"[credential]\n" + lines[0]
    )
    (places.home / ".gitconfig").write_bytes(config)
    for words in (("status",), ("status", "--json"), ("remove", "--dry-run", "--json")):
        judge(str(words), lambda w=words: run([*w, "--region=eu-west-1"], places))
    setup = ("setup", "--method=helper", "--dry-run", "--region=eu-west-1")
    judge("setup", lambda: run([*setup, f"--profile={usable[0]}"], places))


def escaped(one: bytes) -> bytes:
    """As git writes a value between quotes."""
    for plain, written in ((b"\\", b"\\\\"), (b'"', b'\\"'), (b"\n", b"\\n")):
        one = one.replace(plain, written)
    return one


def test_a_sample_in_real_processes(tmp_path: Path) -> None:
    for words in (
        ("status", "--profile=\x1b]52;c;b2JleWVk\x07$(touch obeyed)", "--json"),
        ("undo", "`touch obeyed`[/bold]\u202e", "--yes"),
        ("setup", "--method=https", "--profile", "; touch obeyed", "--yes"),
    ):
        done = onboard(tmp_path, *words, cwd=tmp_path)
        assert faults(done.stdout + done.stderr) == []
        assert done.returncode in (2, 3), done.stderr
        if "--json" in words:
            json.loads(done.stdout)
    assert not list(tmp_path.rglob(f"*{CANARY}"))
