"""State survives the server; requests at once do not harm each other."""

import json
import stat
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from onboard.errors import FileRefused
from onboard.sandbox.aws.cloud import Cloud
from onboard.sandbox.aws.state import dump, load
from onboard.sandbox.aws.store import find_store
from onboard.sandbox.git.bare import create_bare
from onboard.sandbox.scenarios import NAMES
from onboard.sandbox.scenarios.seed import PERSON, seed
from tests.onboard.sandbox.aws.running import JANE, Running
from tests.onboard.sandbox.aws.test_signature import refused
from tests.onboard.sandbox.aws.test_sts import keys

Launch = Callable[..., Running]
GIT = {"UserName": PERSON, "ServiceName": "codecommit.amazonaws.com"}


def test_a_restarted_server_knows_everything(launch: Launch) -> None:
    first = launch()
    iam = first.client("iam")
    made = iam.create_service_specific_credential(**GIT)["ServiceSpecificCredential"]
    session = keys(first.client("sts").get_session_token())
    first.admin("codecommit").create_repository(repositoryName="new")
    first.take("codecommit:GitPush")
    token, state = first.cloud.token, dump(first.cloud.state)
    first.cloud.close()

    second = launch()
    assert second.cloud.token == token
    assert dump(second.cloud.state)["withheld"] == state["withheld"] == ["codecommit:GitPush"]
    listed = second.client("iam").list_service_specific_credentials()
    assert [one["ServiceUserName"] for one in listed["ServiceSpecificCredentials"]] == [
        made["ServiceUserName"]
    ]
    assert second.client("sts", *session).get_caller_identity()["Arn"] == JANE
    host = "git-codecommit.eu-west-1.amazonaws.com"
    login = (host, "/v1/repos/new", made["ServiceUserName"], made["ServicePassword"])
    assert second.cloud.by_password(*login)
    assert second.client("codecommit").get_repository(repositoryName="new")


def test_a_change_is_on_disk_before_the_answer(running: Running) -> None:
    made = running.client("iam").create_access_key()["AccessKey"]
    on_disk = json.loads((running.folder / "state.json").read_text(encoding="utf-8"))
    found = on_disk["accounts"]["111122223333"]["users"][PERSON]["access_keys"]
    assert made["AccessKeyId"] in [one["id"] for one in found]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_state_is_private(running: Running) -> None:
    mode = (running.folder / "state.json").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_a_change_that_cannot_be_kept_is_not_made(running: Running) -> None:
    iam = running.client("iam")
    real = running.folder / "state.json"
    kept = real.read_bytes()
    real.unlink()
    real.mkdir()  # a rename over a folder fails for everybody, root included
    (real / "x").touch()
    assert refused(iam.create_access_key)[:2] == ("ServiceFailure", 500)
    (real / "x").unlink()
    real.rmdir()
    real.write_bytes(kept)
    assert len(iam.list_access_keys()["AccessKeyMetadata"]) == 1


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"accounts": 1}', "\x00"])
def test_a_damaged_state_is_said(tmp_path: Path, text: str) -> None:
    (tmp_path / "state.json").write_text(text, encoding="utf-8")
    with pytest.raises(FileRefused) as caught:
        find_store(tmp_path)
    assert "sandbox reset" in caught.value.hint


@pytest.mark.parametrize("scenario", NAMES)
def test_every_seed_goes_to_disk_and_back(scenario: str) -> None:
    state = seed(scenario, 1_800_000_000.0)
    plain = dump(state)
    assert dump(load(json.loads(json.dumps(plain)))) == plain


def test_many_requests_at_once(running: Running) -> None:
    admin = running.admin("iam")

    def work(number: int) -> str:
        admin.create_user(UserName=f"user-{number}")
        admin.get_user(UserName=f"user-{number}")
        return str(
            admin.create_service_specific_credential(**{**GIT, "UserName": f"user-{number}"})[
                "ServiceSpecificCredential"
            ]["ServiceSpecificCredentialId"]
        )

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(work, range(24)))
    assert len(set(made)) == 24
    assert len(admin.list_users()["Users"]) == 26
    store = find_store(running.folder)
    assert store is not None
    assert dump(store.state)["accounts"].keys() == dump(running.cloud.state)["accounts"].keys()
    assert len(store.state.accounts["111122223333"].users) == 26


def test_a_race_for_the_last_slot_has_one_winner(running: Running) -> None:
    iam = running.client("iam")
    iam.create_service_specific_credential(**GIT)

    def attempt(_: int) -> bool:
        try:
            iam.create_service_specific_credential(**GIT)
        except iam.exceptions.LimitExceededException:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(attempt, range(6))) == 1


def test_a_missing_bare_repository_is_made_again(launch: Launch) -> None:
    import shutil

    first = launch()
    folder = first.folder / "repositories" / "111122223333" / "eu-west-1" / "web.git"
    first.cloud.close()
    shutil.rmtree(folder)
    Cloud(first.folder, "iam-user", create_bare)
    assert (folder / "HEAD").exists()
