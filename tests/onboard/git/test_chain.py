"""Whom git will call: told from the settings, and checked with git itself."""

from pathlib import Path

import pytest

from onboard.git import rewriting
from onboard.git.chain import chain, in_force, is_aws_helper, is_followed, predicted, signs
from onboard.git.command import run
from onboard.git.entries import entries
from onboard.git.troubles import Ours, named, troubles
from onboard.places import Places
from onboard.situation import HelperEntry
from tests.machine import machine, write_section
from tests.onboard.git.recorders import URL, called, quoted, recorder

PATTERN = "https://git-codecommit.*.amazonaws.com"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return machine(tmp_path)


def told(places: Places, cwd: Path | None = None) -> list[str]:
    """The names of the recorders in the chain that we see."""
    return [
        one.value.split("echo ")[1].split()[0] for one in chain(URL, entries(places, "helper", cwd))
    ]


def generic(tmp_path: Path, name: str) -> str:
    return f"[credential]\n\thelper = {quoted(recorder(tmp_path, name))}\n"


def test_the_chain_is_the_one_that_git_calls(tmp_path: Path) -> None:
    system, repository = tmp_path / "system", tmp_path / "r"
    system.write_text(generic(tmp_path, "system"))
    env = {
        "GIT_CONFIG_SYSTEM": str(system),
        "GIT_CONFIG_NOSYSTEM": "0",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "credential.helper",
        "GIT_CONFIG_VALUE_0": recorder(tmp_path, "variable"),
    }
    places = machine(tmp_path, **env)
    xdg = places.home / ".config/git/config"
    xdg.parent.mkdir(parents=True)
    xdg.write_text(generic(tmp_path, "xdg"))
    (places.home / "i").write_text(generic(tmp_path, "included"))
    file = places.home / ".gitconfig"
    file.write_text(generic(tmp_path, "global") + "[include]\n\tpath = i\n")
    run(places, "init", "-q", str(repository))
    run(places, "config", "credential.helper", recorder(tmp_path, "local"), cwd=repository)
    everyone = ["system", "xdg", "global", "included", "local", "variable"]
    assert told(places, repository) == called(places, tmp_path, URL, "approve", repository)
    assert told(places, repository) == everyone
    write_section(places, PATTERN, {"helper": ("", recorder(tmp_path, "ours"))})
    assert called(places, tmp_path, URL, "approve", repository) == ["ours", "local", "variable"]
    assert told(places, repository) == ["ours", "local", "variable"]
    assert called(places, tmp_path, "https://x.y", "approve", repository) == everyone
    found = entries(places, "helper", repository)
    ours = Ours(str(file), (PATTERN,), URL)
    said = [one.said() for one in troubles(ours, found, ())]
    assert said[0].startswith(".git/config, line ")
    assert "git config --local --unset-all credential.helper" in said[0]
    assert said[1].startswith("GIT_CONFIG_KEY_0 in your environment: git also asks a helper (a ")
    assert said[1].endswith("unset GIT_CONFIG_COUNT")
    run(places, "config", "--local", "--unset-all", "credential.helper", cwd=repository)
    assert told(places, repository) == ["ours", "variable"]


@pytest.mark.parametrize(
    ("later", "effect"),
    [
        ("[credential]\n\thelper = manager\n", "asks the helper manager when the first has no an"),
        ("[credential]\n\thelper =\n", "an empty helper makes git forget the one set up here"),
        ("[credential]\n\thelper = !aws codecommit credential-helper $@\n", "asks the helper aws"),
        ("[credential]\n\tuseHttpPath = false\n", "useHttpPath = false outranks"),
        ("[include]\n\tpath = i\n", "asks the helper osxkeychain"),
        (f'[credential "{PATTERN.replace("*", "eu-west-1")}"]\n\thelper = store\n', "helper store"),
        ('[credential "https://github.com"]\n\thelper = store\n', ""),
        ("[credential]\n\tuseHttpPath = true\n", ""),
        ("[credential]\n\thelper = ours\n", ""),
        ("[alias]\n\thelper = store\n", ""),
    ],
)
def test_what_comes_later_is_said_and_mended(places: Places, later: str, effect: str) -> None:
    file = places.home / ".gitconfig"
    (places.home / "i").write_text("[credential]\n\thelper = osxkeychain\n")
    wanted: rewriting.Settings = {"helper": ("", "ours"), "useHttpPath": ("true",)}
    write_section(places, PATTERN, wanted)
    former = file.read_text() + later
    file.write_text(former)
    ours = Ours(str(file), (PATTERN,), URL)
    found = (entries(places, "helper"), entries(places, "useHttpPath"))
    said = [one.said() for one in troubles(ours, *found)]
    assert len(said) == bool(effect)
    if effect:
        name = f"{places.home}/i, line 2" if "include" in later else f"{file}, line 6"
        assert said[0].startswith(f"{name}: ")
        assert effect in said[0]
        assert said[0].endswith("To mend it: onboard setup --mend-chain")
    rewriting.write(places, [(PATTERN, wanted)], None, last=True)
    if effect:
        assert file.read_text().startswith(later)
    elif "github" in later or "alias" in later:
        assert file.read_text() == former
    real = (entries(places, "helper"), entries(places, "useHttpPath"))
    assert troubles(ours, *real) == ()
    for name, before, now in zip(("helper", "useHttpPath"), found, real, strict=True):
        assert predicted(before, name, str(file), former, file.read_text()) == now
    rewriting.write(places, [(PATTERN, wanted)], None, last=True)
    assert (entries(places, "helper"), entries(places, "useHttpPath")) == real


def test_a_section_that_is_there_in_parts_is_written_in_one(tmp_path: Path) -> None:
    places = machine(tmp_path)
    file = places.home / ".gitconfig"
    part = f'[credential "{PATTERN}"]\n'
    generics = generic(tmp_path, "a")
    file.write_text(f"{part}\thelper = x\n{generics}{part}")
    ours = recorder(tmp_path, "ours")
    write_section(places, PATTERN, {"helper": ("", ours)})
    assert called(places, tmp_path, URL, "approve") == ["ours"]
    former = f"{part}\thelper =\n{generics}{part}\thelper = {quoted(ours)}\n"
    file.write_text(former)
    assert called(places, tmp_path, URL, "approve") == ["a", "ours"]
    (one,) = troubles(Ours(str(file), (PATTERN,), URL), entries(places, "helper"), ())
    assert one.entry.line == 4
    rewriting.write(places, [(PATTERN, {"helper": ("", ours)})], None, last=True)
    assert called(places, tmp_path, URL, "approve") == ["ours"]


def test_what_stands_under_dot_config_is_read_before_an_include(places: Places) -> None:
    xdg = places.home / ".config/git/config"
    xdg.parent.mkdir(parents=True)
    xdg.write_text("[credential]\n\thelper = store\n")
    file = places.home / ".gitconfig"
    former = f'[credential "{PATTERN}"]\n[include]\n\tpath = first\n'
    file.write_text(former)
    before = entries(places, "helper")
    write_section(places, PATTERN, {"helper": ("", "ours")})
    told = predicted(before, "helper", str(file), former, file.read_text())
    assert told == entries(places, "helper")


@pytest.mark.parametrize(
    ("scope", "followed"),
    [
        ("", True), ("https://*.eu-west-1.amazonaws.com", True), ("https://", True),
        ("git-codecommit.eu-west-1.amazonaws.com", True), ("https://*.*.*.*", True),
        ("https://me@git-codecommit.eu-west-1.amazonaws.com/v1", True),
        ("https://github.com", False), ("https://*.*", False), ("github.com/x", False),
    ],
)  # fmt: skip
def test_what_may_speak_for_some_host_of_ours(scope: str, followed: bool) -> None:
    header = f'[credential "{scope}"]' if scope else "[credential]"
    text = f'[credential "{PATTERN}"]\nhelper =\nhelper = x\n{header}\nhelper = y\n'
    assert is_followed(text, [PATTERN]) == followed


def test_pure_cases() -> None:
    rows = [HelperEntry("true", "f", "global"), HelperEntry("false", "f", "global", PATTERN)]
    assert in_force(URL, rows) == rows[1]
    assert in_force("https://x.y", rows) == rows[0]
    assert in_force(URL, []) is None
    assert signs("!'/o' git-credential --account 1")
    assert not signs("!it's")
    assert is_aws_helper("!aws --profile x codecommit credential-helper $@")
    assert not is_aws_helper("store")
    assert named("!f() { echo password=secret; }; f") == "a helper (a shell snippet)"
    assert named("\x1b[31mred") == "a helper (a shell snippet)"
    assert named("/opt/gcm/git-credential-manager") == (
        "the helper /opt/gcm/git-credential-manager"
    )
