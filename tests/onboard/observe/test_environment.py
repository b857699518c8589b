"""Environment variables that would override what is set up."""

from dataclasses import replace
from pathlib import Path

import pytest

from onboard.observe.environment import ALWAYS, shadows
from onboard.places import Places, Sandbox
from tests.machine import machine


def places(folder: Path, **env: str) -> Places:
    plain = machine(folder)
    return replace(plain, env=env)


def names(*given: object) -> set[str]:
    return {one.name for one in shadows(*given)}  # type: ignore[arg-type]


def test_an_ordinary_environment_has_none(tmp_path: Path) -> None:
    assert shadows(places(tmp_path, PATH="/bin", HOME="/home/jane"), "work", "eu-west-1") == ()


@pytest.mark.parametrize("name", ALWAYS)
def test_what_always_matters(tmp_path: Path, name: str) -> None:
    (found,) = shadows(places(tmp_path, **{name: "x"}), None, None)
    assert found.name == name
    assert found.effect.endswith(".")


def test_an_empty_variable_counts_too(tmp_path: Path) -> None:
    assert names(places(tmp_path, GIT_ASKPASS=""), None, None) == {"GIT_ASKPASS"}


@pytest.mark.parametrize("name", ["AWS_ACCESS_KEY_ID", "AWS_SESSION_TOKEN"])
def test_keys_shadow_a_profile(tmp_path: Path, name: str) -> None:
    (found,) = shadows(places(tmp_path, **{name: "SECRET"}), "work", None)
    assert "work" in found.effect
    assert "SECRET" not in found.effect


def test_only_another_profile_or_region_matters(tmp_path: Path) -> None:
    around = places(tmp_path, AWS_PROFILE="home", AWS_REGION="eu-west-1")
    assert names(around, None, None) == set()
    assert names(around, "home", "eu-west-1") == set()
    assert names(around, "work", "eu-north-1") == {"AWS_PROFILE", "AWS_REGION"}


def test_what_the_sandbox_sets_is_its_own(tmp_path: Path) -> None:
    around = places(tmp_path, GIT_CONFIG_SYSTEM="x", AWS_ENDPOINT_URL="x", GIT_SSH="x")
    inside = replace(around, sandbox=Sandbox("iam-user", tmp_path, {}))
    assert names(inside, None, None) == {"GIT_SSH"}
