"""Who names the Region, and what happens to one that cannot be used."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from onboard.errors import BadInput
from onboard.observe.region import region_in_force, said
from onboard.situation import Identity, Kind, ProfileFact, RegionFact
from tests.machine import machine
from tests.situations import JANE

PROFILES = (ProfileFact("default", "eu-west-1"), ProfileFact("work", "us-east-2"))
NOBODY = Identity(Kind.NONE)
CHINA = Identity(Kind.IAM_USER, partition="aws-cn")


def found(
    folder: Path,
    asked: str | None = None,
    profile: str | None = None,
    identity: Identity = JANE,
    profiles: tuple[ProfileFact, ...] = PROFILES,
    env: Mapping[str, str] = MappingProxyType({}),
) -> RegionFact:
    return region_in_force(machine(folder, **env), asked, profile, profiles, identity)


def test_the_order(tmp_path: Path) -> None:
    around = {"AWS_DEFAULT_REGION": "ca-central-1"}
    assert found(tmp_path, "eu-north-1", "work", env=around) == RegionFact("eu-north-1", "flag")
    assert found(tmp_path, None, "work", env=around) == RegionFact("ca-central-1", "environment")
    assert found(tmp_path, None, "work") == RegionFact("us-east-2", "profile")
    assert found(tmp_path) == RegionFact("eu-west-1", "profile")
    assert found(tmp_path, profiles=()) == RegionFact()


@pytest.mark.parametrize("asked", ["eu-wst-1", "eu-south-2", "cn-north-1", "us-gov-west-1"])
def test_one_that_was_asked_for_and_cannot_be(tmp_path: Path, asked: str) -> None:
    with pytest.raises(BadInput):
        found(tmp_path, asked)


def test_one_of_another_partition_in_the_profile_is_passed_over(tmp_path: Path) -> None:
    assert found(tmp_path, identity=CHINA) == RegionFact(None, "profile")
    assert found(tmp_path, identity=NOBODY) == RegionFact("eu-west-1", "profile")


def test_a_mistyped_one_in_the_environment_is_passed_over(tmp_path: Path) -> None:
    assert found(tmp_path, env={"AWS_REGION": "nowhere"}) == RegionFact(None, "environment")


@pytest.mark.parametrize(
    "fact",
    [RegionFact(), RegionFact(None, "profile")]
    + [RegionFact("eu-west-1", source) for source in ("flag", "environment", "profile")],
)
def test_it_is_said_in_a_sentence(fact: RegionFact) -> None:
    assert (fact.name or "Region") in said(fact)
