"""Any ssh configuration through install and uninstall: other hosts stay, the bytes return.

The oracle is ssh itself: one `ssh -G` per host before and after, all of a configuration in one
shell.
"""

import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onboard.errors import FileRefused
from onboard.places import Places
from onboard.plan.config_notes import why_left
from onboard.ssh.hand_written import hand_written
from onboard.ssh.reading import commands, config_files
from onboard.steps.host_block import WriteHostBlock
from onboard.steps.step import Bench
from tests.machine import machine

OURS = ("git-codecommit.eu-west-1.amazonaws.com", "git-codecommit.us-east-1.amazonaws.com")
OTHERS = ("a", "b", "cc", "x", "x.com", "github.com", "sub.example.com", "git-codecommit.x", "none")
PATTERN = "git-codecommit.*.amazonaws.com"
SHORT, LONG, SHARDS = 40, 2000, 4

HEADS = [
    b"Host *",
    b"Host a",
    b"Host=b",
    b"HOST github.com !b *.com",
    b'Host "a" cc # trailing',
    b"Host git-codecommit.*",
    b"Host git-codecommit.*.amazonaws.com",
    b"Host git-codecommit.eu-west-1.amazonaws.com cc",
    b"Host cc\n  HostName git-codecommit.us-east-1.amazonaws.com",
    b'Match host "a,b"',
    b"Match all",
    b"Match originalhost cc user x",
    b"Match !host a",
    b"Match final",
    b"Match final host cc",
    b"Match canonical all",
    b"match localuser nobody-here",
    b'Match exec "touch RAN"',
]
OPTIONS = [
    b"User u",
    b"\tUser=v # c",
    b"  IdentityFile ~/.ssh/%h",
    b"IdentityFile '/a b'",
    b'  IdentityFile = "/q \xe9"',
    b"IdentitiesOnly no",
    b"Port 2222",
    b"HostName %h.example",
    b"IgnoreUnknown Foo*\n  FooBar baz",
    b"CanonicalizeHostname no",
    b"ProxyJump none",
    b"ProxyCommand nc %h %p",
    b"UserKnownHostsFile /dev/null",
    b"Include sub.conf",
    b"  Include ~/.ssh/conf.d/* none",
    b'Include "sub.conf" nested.conf',
    b"# comment \xe9",
    b"   # indented",
    b"",
    b"\t",
    b"# >>> conda >>>",
    b"# <<< onboard 1 <<<",
]
LINES = st.lists(st.sampled_from(OPTIONS), max_size=4)
SECTIONS = st.builds(lambda head, rest: [head, *rest], st.sampled_from(HEADS), LINES)


def _joined(first: list[bytes], rest: list[list[bytes]], end: bytes, last: bytes) -> bytes:
    text = b"\n".join([*first, *(line for section in rest for line in section)])
    return text.replace(b"\n", end) + last


CONFIGS = st.builds(
    _joined,
    LINES,
    st.lists(SECTIONS, max_size=4),
    st.sampled_from([b"\n", b"\r\n"]),
    st.sampled_from([b"", b"\n", b"\r\n"]),
)

INCLUDED = CONFIGS.map(lambda text: text.replace(b"Include", b"# Include"))


class Tally:
    """How many configurations there were, and how they went."""

    seen = installed = adopted = refused = failed = told = 0


@contextmanager
def person(content: bytes, included: bytes, linked: bool) -> Iterator[Places]:
    """Somebody whose ssh configuration that is; by a symlink into their dotfiles, or not."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        outer = folder / "outer"
        made = machine(folder, outer)
        outer.write_text(f'Include "{made.ssh_config}"\nMatch all\n  IdentityFile none\n')
        (made.ssh_folder / "conf.d").mkdir(mode=0o700, parents=True)
        (folder / "dotfiles").mkdir()
        file = folder / "dotfiles" / "ssh" if linked else made.ssh_config
        there = {file: content, made.ssh_folder / "sub.conf": included}
        there[made.ssh_folder / "nested.conf"] = b"Include sub.conf\n"
        there[made.ssh_folder / "conf.d" / "1"] = b"Host sub.example.com\n  User sub\n"
        for path, text in there.items():
            path.write_bytes(text.replace(b"RAN", str(folder / "ran").encode()))
            path.chmod(0o600)
        if linked:
            made.ssh_config.symlink_to(file)
        yield replace(made, env={**made.env, "HOME": str(made.home)})


def resolved(places: Places, *hosts: str) -> list[str]:
    """What ssh makes of each host, every answer of its own shell loop."""
    command = shlex.join(["ssh", *places.ssh_options(), "-G", "--"])
    script = f'for host; do {command} "$host" 2>/dev/null || echo "status $?"; echo; echo ==; done'
    done = subprocess.run(
        ["sh", "-c", script, "sh", *hosts], env=dict(places.env), capture_output=True, check=True
    )
    return done.stdout.decode("latin-1").split("==\n")[:-1]


def step_for(places: Places, adopt: bool) -> WriteHostBlock:
    content = places.ssh_config.read_bytes()
    found = hand_written(places, config_files(places, content)) if adopt else ()
    texts = tuple(one.text for one in found if not why_left(one, PATTERN))
    text, key = content.decode("utf-8", "surrogateescape"), places.ssh_folder / "k"
    return WriteHostBlock(places.ssh_config, "1", (PATTERN,), "APKAONE", key, texts, text)


def refused(step: WriteHostBlock, bench: Bench) -> str:
    """Why the step would not be applied, or nothing."""
    try:
        step.check(bench)
    except FileRefused as error:
        return error.message
    return ""


def rightly_refused(places: Places, shown: str, before: list[str]) -> bool:
    """Whether ssh refused the file as it was, or would treat another host otherwise."""
    file, former = places.ssh_config.resolve(), places.ssh_config.read_bytes()
    if any("status" in answer for answer in resolved(places, *OURS)):
        return True
    file.write_bytes(shown.encode("utf-8", "surrogateescape"))
    after = resolved(places, *OTHERS)
    file.write_bytes(former)
    return after != before


def through(places: Places, adopt: bool, tally: Tally) -> None:
    """Install, compare, uninstall, compare."""
    former, bench = places.ssh_config.read_bytes(), Bench(places, None)
    step = step_for(places, adopt)
    told = commands(config_files(places, former))
    before = [] if told else resolved(places, *OTHERS)
    refusal = refused(step, bench)
    if refusal:
        tally.refused += 1
        assert places.ssh_config.read_bytes() == former
        assert not told
        assert rightly_refused(places, step.show().after, before), refusal
        return
    assert not (places.home.parent / "ran").exists(), "a command ran, unannounced"
    given = dict(step.intend(bench)) | dict(step.apply(bench).undo)
    tally.installed += 1
    tally.adopted += bool(step.adopted)
    assert step.adopted or places.ssh_config.read_bytes().endswith(former)
    if told:
        tally.told += 1
    else:
        assert resolved(places, *OTHERS) == before
        for answer in resolved(places, *OURS):
            rows = answer.splitlines()
            assert {"user APKAONE", "identitiesonly yes"} <= set(rows)
            assert next(row for row in rows if row.startswith("identityfile")).endswith("/.ssh/k")
    link = places.ssh_config.is_symlink()
    assert step.undo(bench, given) == ""
    assert places.ssh_config.read_bytes() == former
    assert places.ssh_config.is_symlink() == link


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("shard", range(SHARDS))
def test_any_configuration_goes_through(shard: int, pytestconfig: pytest.Config) -> None:
    count = (LONG if pytestconfig.getoption("--long") else SHORT) // SHARDS
    tally = Tally()

    @given(CONFIGS, INCLUDED, st.booleans(), st.booleans())
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def goes_through(content: bytes, included: bytes, linked: bool, adopt: bool) -> None:
        tally.seen += 1
        try:
            with person(content, included, linked) as places:
                through(places, adopt, tally)
        except BaseException:
            tally.failed += 1
            raise

    try:
        goes_through()
    finally:
        print(
            f"ssh configurations: {tally.seen}, installed {tally.installed} (with a command, so "
            f"not evaluated: {tally.told}; with lines adopted: {tally.adopted}), "
            f"refused {tally.refused}, failures {tally.failed}"
        )
    assert tally.seen >= count
    assert tally.installed
