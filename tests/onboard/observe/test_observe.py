"""Looking around on machines where something is missing or broken: facts, never a crash."""

import os
from pathlib import Path

import pytest

from onboard.errors import BadInput
from onboard.observe import observe
from onboard.places import Places
from onboard.situation import Kind, RegionFact, Situation, Unknown
from onboard.work import Progress
from tests.machine import machine, script

KEYS = "aws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret\n"
NOBODY_THERE = "endpoint_url = http://127.0.0.1:9\n"


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """A machine without AWS; the process has nothing of AWS either."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return machine(tmp_path)


def write(places: Places, config: str, credentials: str = "") -> None:
    (places.home / ".aws").mkdir()
    places.aws_config.write_text(config)
    places.aws_credentials.write_text(credentials)


def look(places: Places, profile: str | None = None, region: str | None = None) -> Situation:
    return observe(places, profile, region, keyring=False)


def bare(places: Places, *programs: str) -> Places:
    """The machine with these programs only."""
    folder = places.home.parent / "bin"
    for name in programs:
        script(folder / name, "#!/bin/sh\nexit 1\n")
    return machine(places.home.parent, PATH=str(folder))


def test_a_fresh_machine(places: Places) -> None:
    seen = look(places)
    assert (seen.identity.kind, seen.identity.problem_code) == (Kind.NONE, "no-credentials")
    assert (seen.profile, seen.profiles, seen.region) == (None, (), RegionFact())
    assert isinstance(seen.repositories, Unknown)
    assert (seen.permissions, seen.setups, seen.resumable, seen.sandbox) == ({}, (), None, None)
    assert seen.machine.git
    assert seen.machine.git.version
    assert not list(places.home.rglob("*"))


def test_what_a_machine_lacks_is_told_as_missing(places: Places) -> None:
    told: list[Progress] = []
    observe(bare(places), None, None, told.append, keyring=False)
    states = {one.text: one.state for one in told}
    assert (states["git is not installed"], states["ssh is not installed"]) == ("failed", "failed")


def test_a_machine_without_programs(places: Places) -> None:
    found = look(bare(places)).machine
    assert (found.git, found.ssh, found.aws, found.grc) == (None, None, None, None)
    assert not found.agent


def test_programs_that_fail_are_there_all_the_same(places: Places) -> None:
    found = look(bare(places, "git", "ssh", "aws", "git-remote-codecommit")).machine
    tools = (found.git, found.ssh, found.aws, found.grc)
    assert [one and one.version for one in tools] == ["", "", "", ""]


def test_the_aws_cli_says_its_version(places: Places) -> None:
    around = bare(places)
    script(places.home.parent / "bin" / "aws", "#!/bin/sh\necho aws-cli/2.32.0 Python/3.13\n")
    found = look(around).machine.aws
    assert found
    assert found.version == "2.32.0"


def test_a_broken_config_is_a_fact(places: Places) -> None:
    write(places, "[default\n")
    identity = look(places).identity
    assert (identity.kind, identity.problem_code) == (Kind.NONE, "broken-config")
    assert str(places.aws_config) in identity.problem
    assert identity.hint


def test_no_network_is_a_fact(places: Places) -> None:
    write(places, f"[default]\nregion = eu-west-1\n{NOBODY_THERE}", f"[default]\n{KEYS}")
    seen = look(places)
    assert (seen.identity.kind, seen.identity.problem_code) == (Kind.NONE, "unreachable")
    assert (seen.profile, seen.region) == ("default", RegionFact("eu-west-1", "profile"))


def test_a_profile_that_was_asked_for_and_is_not_there(places: Places) -> None:
    write(places, "[profile work]\nregion = eu-west-1\n")
    with pytest.raises(BadInput, match="work"):
        look(places, "wrok")


def test_one_that_the_environment_names_and_is_not_there(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(places, "[profile work]\nregion = eu-west-1\n")
    monkeypatch.setenv("AWS_PROFILE", "wrok")
    seen = look(machine(places.home.parent, AWS_PROFILE="wrok"))
    assert seen.identity.problem_code == "broken-config"
    assert "work" in seen.identity.problem
    assert seen.profile is None


def test_a_region_that_was_asked_for_and_is_not_there(places: Places) -> None:
    with pytest.raises(BadInput):
        look(places, region="eu-wst-1")


@pytest.mark.parametrize(
    "name", [".ssh/config", ".ssh/known_hosts", ".gitconfig", ".ssh/id_rsa", ".ssh"]
)
def test_what_cannot_be_read_is_a_fact(places: Places, name: str) -> None:
    path = places.home / name
    path.parent.mkdir(exist_ok=True)
    if name == ".ssh":
        path.write_text("a file where a folder should be")
    elif name == ".gitconfig":
        path.write_text("[broken")
    else:
        path.mkdir()
    found = look(places).machine
    assert found.keys == ()
    assert found.git_settings == {}
    assert isinstance(found.ssh_config, Unknown) == (name in (".ssh", ".ssh/config"))


def test_a_damaged_state_is_a_fact(places: Places) -> None:
    places.journal.mkdir(parents=True)
    (places.journal / "20260101-000000-abcd.json").write_text("{")
    places.vault_index.write_text("{")
    seen = look(places)
    assert (seen.resumable, seen.machine.vault) == (None, ())


def test_facts_arrive_in_short_sentences(places: Places) -> None:
    told: list[Progress] = []
    observe(places, None, None, told.append, keyring=False)
    done = [one for one in told if one.state in ("done", "failed")]
    assert {"git", "ssh", "Who you are to AWS", "Your SSH keys"} <= {one.about for one in done}
    assert all(0 < len(one.text) < 160 for one in done)
    assert {one.stage for one in told} == {"observe"}
