"""Many users: seeded at once, kept, and listed page by page at the pace that was asked for."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from onboard.sandbox.aws.errors import AwsError
from onboard.sandbox.aws.pace import Pace
from onboard.sandbox.aws.store import find_store
from onboard.sandbox.scenarios.seed import MAIN
from tests.onboard.sandbox.aws.running import Running


def test_users_are_added_and_kept(running: Running) -> None:
    assert running.control("users", count=30) == {"users": 32}
    assert running.control("users", count=2000) == {"users": 2032}
    kept = find_store(running.folder)
    assert kept is not None
    assert kept.state.accounts[MAIN].users == running.cloud.state.accounts[MAIN].users


@pytest.mark.parametrize("count", [0, -1, 4999, "many", None])
def test_numbers_that_are_refused(running: Running, count: object) -> None:
    assert running.control("users", count=count)["error"]["code"] == "BadControl"


def test_every_page_of_everybodys_git_credentials(running: Running) -> None:
    iam = running.client("iam")
    with pytest.raises(ClientError, match="not authorized to perform: iam:ListServiceSpecific"):
        iam.list_service_specific_credentials(AllUsers=True)
    running.control("users", count=30)
    found: list[Any] = []
    page = iam.list_service_specific_credentials(AllUsers=True, MaxItems=10)
    while True:
        found += page["ServiceSpecificCredentials"]
        if not page["IsTruncated"]:
            break
        assert len(page["ServiceSpecificCredentials"]) == 10
        page = iam.list_service_specific_credentials(
            AllUsers=True, MaxItems=10, Marker=page["Marker"]
        )
    users = running.cloud.state.accounts[MAIN].users.values()
    held = {(user.name, one.id) for user in users for one in user.git_credentials}
    assert {(one["UserName"], one["ServiceSpecificCredentialId"]) for one in found} == held
    assert len(found) == len(held) > 20


def test_all_users_and_one_of_them_contradict_each_other(running: Running) -> None:
    with pytest.raises(ClientError, match="cannot be specified together"):
        running.client("iam").list_service_specific_credentials(AllUsers=True, UserName="jane")


def test_calls_over_the_rate_are_throttled(running: Running) -> None:
    running.control("fault", name="rate", value=0.001)
    iam = running.client("iam")
    iam.list_access_keys()
    with pytest.raises(ClientError, match="Throttling"):
        iam.list_access_keys()
    running.control("fault", name="clear")
    iam.list_access_keys()


def test_the_bucket_fills_with_time() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    pace.set("rate", 2)
    assert [pace.admits() for _ in range(3)] == [True, True, False]
    now[0] = 0.5
    assert [pace.admits() for _ in range(2)] == [True, False]
    now[0] = 60.0
    assert [pace.admits() for _ in range(3)] == [True, True, False]
    pace.set("rate", False)
    assert all(pace.admits() for _ in range(9))


@pytest.mark.parametrize(("name", "value"), [("delay", -1), ("delay", 61), ("rate", "x")])
def test_paces_that_are_refused(name: str, value: object) -> None:
    with pytest.raises(AwsError):
        Pace().set(name, value)


def test_a_delay_is_shown_and_cleared(running: Running) -> None:
    assert running.control("fault", name="delay", value=0.01)["delay"] == 0.01
    running.client("iam").list_access_keys()
    assert "delay" not in running.control("fault", name="clear", value=True)
