"""Without a journal: what shows that it is ours goes, what may be a person's own stays."""

import json
from pathlib import Path

import pytest

from onboard.engine import Engine
from onboard.places import Places
from onboard.remove import Removed
from onboard.situation import Method
from tests.machine import machine, write_section
from tests.onboard.git.test_entries import old_git

PATTERN = "https://git-codecommit.*.amazonaws.com"
OURS = "!/opt/bin/onboard git-credential"
ENTRY = {"account": "111122223333", "username": "jane-at-111122223333", "credential_id": "ACCA1"}
MINE = "[default]\nregion = eu-west-1\n[profile own]\ncredential_process = /opt/other --profile x\n"
ADDED = (
    "[profile own-mfa]\ncredential_process = /opt/bin/onboard credential-process --profile own\n"
)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return machine(tmp_path)


def removed(places: Places, method: Method | None = None) -> Removed:
    engine = Engine(places)
    return engine.remove(engine.removal(method, "eu-west-1"), method, "eu-west-1")


@pytest.mark.parametrize(
    ("helpers", "method"),
    [
        (("",), Method.GRC),
        (("", f"{OURS} --account 111122223333"), Method.HTTPS),
        (("", f"{OURS} --profile work"), Method.HELPER),
        (("", "!/usr/bin/aws codecommit credential-helper $@"), Method.HELPER),
    ],
)
def test_a_section_goes_with_its_method_only(
    helpers: tuple[str, ...], method: Method, places: Places
) -> None:
    write_section(places, PATTERN, {"helper": helpers})
    write_section(places, "https://example.com", {"helper": ("store",)})
    for other in set(Method) - {method}:
        assert removed(places, other).applied == ()
    assert removed(places, method) == Removed((1,), (), True)
    kept = (places.home / ".gitconfig").read_text()
    assert ("codecommit" in kept, "example.com" in kept) == (False, True)


def test_an_old_git_has_a_section_for_each_region(tmp_path: Path) -> None:
    places = machine(tmp_path, PATH=old_git(tmp_path))
    literal = PATTERN.replace("*", "eu-west-1")
    write_section(places, literal, {"helper": ("", f"{OURS} --profile work")})
    assert removed(places, Method.HELPER) == Removed((1,), (), True)
    assert (places.home / ".gitconfig").read_text() == ""


@pytest.mark.parametrize(
    "helpers", [("store",), ("", "cache"), ("!aws codecommit credential-helper $@",)]
)
def test_a_persons_own_section_stays(helpers: tuple[str, ...], places: Places) -> None:
    write_section(places, PATTERN, {"helper": helpers})
    before = (places.home / ".gitconfig").read_bytes()
    assert removed(places) == Removed()
    assert (places.home / ".gitconfig").read_bytes() == before


def test_a_profile_that_asks_us_goes_and_the_others_stay(places: Places) -> None:
    places.aws_config.parent.mkdir()
    places.aws_config.write_text(MINE + ADDED)
    assert removed(places) == Removed((1,), (), True)
    assert places.aws_config.read_text() == MINE


def test_a_keyring_out_of_reach_is_named_and_the_rest_goes(places: Places) -> None:
    places.state.mkdir()
    index = {"version": 1, "entries": [ENTRY | {"store": "keyring"}]}
    places.vault_index.write_text(json.dumps(index))
    places.aws_config.parent.mkdir()
    places.aws_config.write_text(MINE + ADDED)
    done = removed(places)
    assert (done.applied, done.complete) == ((2,), False)
    keyring = next(one for one in done.left if "not taken back" in one)
    assert ENTRY["username"] in keyring
    assert keyring.endswith("onboard remove")
    assert any("ACCA1" in one for one in done.left)


def test_kept_sessions_are_deleted(places: Places) -> None:
    places.temporary_credentials.mkdir(parents=True)
    (places.temporary_credentials / "one").write_text("{}")
    assert removed(places, Method.HELPER).applied == ()
    assert removed(places).applied == (1,)
    assert list(places.temporary_credentials.iterdir()) == []
