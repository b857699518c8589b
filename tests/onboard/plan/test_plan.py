"""The plans as tables: what each method changes, in which order, and when it refuses."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from onboard.errors import (
    AccessDenied,
    BadInput,
    LimitReached,
    NotForThisIdentity,
    NotInstalled,
    NotSignedIn,
    OnboardError,
    VaultUnavailable,
)
from onboard.plan import make_plan
from onboard.regions import published_fingerprints
from onboard.situation import (
    HelperEntry,
    HostBlock,
    Identity,
    KeyringFact,
    Kind,
    KnownKey,
    Method,
    ProfileFact,
    Setup,
    Signer,
    Situation,
    Store,
    VaultEntry,
    Verdict,
)
from onboard.steps.git_config import WriteGitConfig
from onboard.steps.host_block import WriteHostBlock
from onboard.steps.host_key import WrongHostKey
from onboard.work import Plan, Ref
from tests import situations as some
from tests.situations import ACCOUNT, BODY, HOME, PLACES, ROLE, situation

HOST = "git-codecommit.eu-west-1.amazonaws.com"
PUBLISHED = KnownKey(published_fingerprints()[HOST], 1)
PLAIN = "https://git-codecommit.*.amazonaws.com"
FIPS = "https://git-codecommit-fips.*.amazonaws.com"
OURS = "!'/opt/onboard/bin/onboard' 'git-credential'"


def plan(method: Method, seen: Situation | None = None, **choices: Any) -> Plan:
    facts: dict[str, Any] = {"region": "eu-west-1", "repository": "web"}
    setup = Setup(method=method, **(facts | choices))
    return make_plan(seen or situation(), setup, PLACES)


def kinds(made: Plan) -> list[str]:
    return [step.kind for step in made.steps]


def sections(made: Plan) -> dict[str, dict[str, tuple[str, ...]]]:
    step = next(one for one in made.steps if isinstance(one, WriteGitConfig))
    return {url: dict(settings) for url, settings in step.wanted}


def settings_of(made: Plan) -> dict[str, tuple[str, ...]]:
    """The git settings as they are once the plan was applied."""
    return {
        f"credential.{url}.{name}".replace("useHttpPath", "usehttppath"): values
        for url, rows in sections(made).items()
        for name, values in rows.items()
        if values
    }


def test_https_creates_stores_and_then_tells_git() -> None:
    made = plan(Method.HTTPS)
    assert kinds(made) == ["create-git-credential", "store-password", "write-git-config"]
    assert made.steps[1].show().target.endswith("‹Git user name from step 1›")
    assert set(sections(made)) == {PLAIN, FIPS}
    helpers = sections(made)[PLAIN]["helper"]
    assert helpers[0] == ""
    assert "git-credential" in helpers[1]
    assert ACCOUNT in helpers[1]
    assert made.clone_url == f"https://{HOST}/v1/repos/web"


def test_a_second_https_run_has_nothing_to_do() -> None:
    held = some.holdings(git_credentials=(some.git_credential(1),))
    kept = VaultEntry(ACCOUNT, f"jane-at-{ACCOUNT}", Store.KEYRING, some.git_credential(1).id)
    there = some.machine(git_settings=settings_of(plan(Method.HTTPS)), vault=(kept,))
    again = plan(Method.HTTPS, situation(machine=there, holdings=held))
    assert again.steps == ()
    assert again.proof
    assert again.proof.user == kept.username


def test_https_with_gits_own_helper_names_it_again_before_it_is_asked_to_store() -> None:
    generic = HelperEntry("libsecret", "file:/home/jane/.gitconfig", "global")
    made = plan(
        Method.HTTPS,
        situation(machine=some.machine(helpers=(generic,))),
        store=Store.GIT_HELPER,
    )
    assert kinds(made) == ["create-git-credential", "write-git-config", "store-password"]
    assert sections(made)[PLAIN]["helper"] == ("", "libsecret")
    assert sections(made)[PLAIN]["useHttpPath"] == ("false",)


def test_ssh_checks_the_host_before_anything_is_created() -> None:
    made = plan(Method.SSH)
    assert kinds(made) == ["add-host-key", "create-key-pair", "upload-key", "write-host-block"]
    block = made.steps[-1]
    assert isinstance(block, WriteHostBlock)
    assert block.user == Ref(3, "key id")
    assert block.identity_file == HOME / ".ssh" / "codecommit_rsa"


def test_ssh_reuses_a_key_that_iam_has() -> None:
    seen = situation(
        machine=some.machine(keys=(some.local_key(),)),
        holdings=some.holdings(ssh_keys=(some.ssh_key(1, BODY),)),
    )
    made = plan(Method.SSH, seen)
    assert kinds(made) == ["add-host-key", "write-host-block"]
    assert made.proof
    assert made.proof.user == some.ssh_key(1).id
    assert kinds(plan(Method.SSH, seen, new_key=True))[1] == "create-key-pair"


def test_a_second_ssh_run_has_nothing_to_do() -> None:
    key = some.local_key("codecommit_rsa")
    block = HostBlock(ACCOUNT, ("git-codecommit.*.amazonaws.com",), some.ssh_key(1).id, key.path)
    there = some.machine(keys=(key,), blocks=(block,), host_keys={HOST: (PUBLISHED,)})
    held = some.holdings(ssh_keys=(some.ssh_key(1, BODY),))
    assert plan(Method.SSH, situation(machine=there, holdings=held)).steps == ()


def test_ssh_takes_a_free_name_for_the_key() -> None:
    keys = (some.local_key("codecommit_rsa"), some.local_key("codecommit_rsa_2"))
    made = plan(Method.SSH, situation(machine=some.machine(keys=keys)))
    assert made.steps[1].show().target.startswith(str(HOME / ".ssh" / "codecommit_rsa_3"))


def test_helper_bakes_the_profile_in_and_asks_for_the_path() -> None:
    made = plan(Method.HELPER)
    assert kinds(made) == ["write-git-config"]
    assert sections(made)[PLAIN]["useHttpPath"] == ("true",)
    assert "--profile" in sections(made)[PLAIN]["helper"][1]
    assert "work" in sections(made)[PLAIN]["helper"][1]


def test_helper_of_the_aws_cli() -> None:
    line = sections(plan(Method.HELPER, signer=Signer.AWS))[PLAIN]["helper"][1]
    assert line.startswith("!")
    assert "codecommit" in line
    assert line.endswith("$@")


def test_grc_writes_the_empty_helper_alone() -> None:
    made = plan(Method.GRC)
    assert sections(made)[PLAIN] == {"helper": ("",), "useHttpPath": ()}
    assert made.clone_url == "codecommit::eu-west-1://work@web"


def test_china_has_hosts_of_its_own_and_no_fips() -> None:
    beijing = replace(some.JANE, partition="aws-cn")
    made = plan(Method.HELPER, situation(beijing), region="cn-north-1")
    assert set(sections(made)) == {"https://git-codecommit.*.amazonaws.com.cn"}


def test_no_two_methods_leave_each_others_settings_behind() -> None:
    there = some.machine(git_settings=settings_of(plan(Method.HELPER)))
    made = plan(Method.GRC, situation(machine=there))
    assert sections(made)[PLAIN]["useHttpPath"] == ()


def test_console_path_makes_the_key_and_waits() -> None:
    nobody = Identity(Kind.NONE, problem="none", problem_code="no-credentials")
    bare = (ProfileFact("work", "eu-west-1", ""),)
    seen = situation(nobody, profiles=bare)
    made = plan(Method.SSH, seen)
    assert kinds(made) == ["create-key-pair"]
    assert made.waiting
    assert made.proof is None
    there = some.machine(keys=(some.local_key("codecommit_rsa"),))
    made = plan(Method.SSH, replace(seen, machine=there), key_id="APKA0000000000000001")
    assert kinds(made) == ["add-host-key", "write-host-block"]
    made = plan(Method.HTTPS, seen, git_user=f"jane-at-{ACCOUNT}")
    assert kinds(made) == ["store-password", "write-git-config"]
    assert made.account == ACCOUNT


def test_the_console_path_again_waits_for_the_same_key() -> None:
    nobody = Identity(Kind.NONE, problem="none", problem_code="no-credentials")
    keys = (some.local_key("codecommit_rsa", encrypted=True), some.local_key("id_rsa"))
    there = some.machine(keys=keys)
    seen = situation(nobody, profiles=(ProfileFact("work", "eu-west-1", ""),), machine=there)
    again = plan(Method.SSH, seen)
    assert kinds(again) == []
    assert f"--key {keys[0].path} " in (again.waiting or "")
    assert kinds(plan(Method.SSH, seen, new_key=True)) == ["create-key-pair"]
    half = some.machine(keys=(some.local_key("codecommit_rsa", has_private=False),))
    assert kinds(plan(Method.SSH, replace(seen, machine=half))) == ["create-key-pair"]


def test_the_console_path_again_keeps_the_key_id_that_came_back() -> None:
    nobody = Identity(Kind.NONE, problem="none", problem_code="no-credentials")
    key, key_id = some.local_key("codecommit_rsa"), some.ssh_key(1).id
    there = some.machine(
        keys=(key,),
        host_keys={HOST: (PUBLISHED,)},
        blocks=(HostBlock("default", ("git-codecommit.*.amazonaws.com",), key_id, key.path),),
    )
    seen = situation(nobody, profiles=(ProfileFact("work", "eu-west-1", ""),), machine=there)
    again = plan(Method.SSH, seen)
    assert (kinds(again), again.waiting) == ([], None)
    assert again.proof
    assert again.proof.user == key_id


NO_KEYRING = some.machine(keyring=KeyringFact(False, "", "no Secret Service answers"))
DENIED = {
    "iam:CreateServiceSpecificCredential": Verdict("denied"),
    "iam:UploadSSHPublicKey": Verdict("denied"),
}
TWO = some.holdings(git_credentials=(some.git_credential(1), some.git_credential(2, "Inactive")))
FIVE = some.holdings(ssh_keys=tuple(some.ssh_key(n) for n in range(1, 6)))
OTHER_KEY = some.machine(host_keys={HOST: (KnownKey("somethingelse", 7),)})
KEY = some.local_key()
KEYED = situation(
    machine=some.machine(keys=(KEY,)),
    holdings=some.holdings(ssh_keys=(some.ssh_key(1, BODY), some.ssh_key(2, "other"))),
)
TOO_OPEN = situation(machine=some.machine(keys=(replace(KEY, problem="Run: chmod 600"),)))
REFUSALS: list[tuple[Method, Situation, dict[str, Any], type[OnboardError], str]] = [
    (Method.HTTPS, situation(ROLE), {}, NotForThisIdentity, "belong to IAM users"),
    (Method.SSH, situation(ROLE), {}, NotForThisIdentity, "belong to IAM users"),
    (Method.HTTPS, situation(holdings=TWO), {}, LimitReached, "slots"),
    (Method.SSH, situation(holdings=FIVE), {}, LimitReached, "slots"),
    (Method.HTTPS, situation(permissions=DENIED), {}, AccessDenied, "iam:CreateServiceSpecific"),
    (Method.SSH, situation(permissions=DENIED), {}, AccessDenied, "iam:UploadSSHPublicKey"),
    (Method.HTTPS, situation(machine=NO_KEYRING), {}, VaultUnavailable, "keyring"),
    (Method.HTTPS, situation(), {"store": Store.GIT_HELPER}, BadInput, "no credential helper"),
    (Method.SSH, situation(machine=OTHER_KEY), {}, WrongHostKey, "another key"),
    (Method.SSH, situation(), {"region": "il-central-1"}, BadInput, "fingerprint"),
    (Method.SSH, situation(), {"bits": 1024}, BadInput, "2048"),
    (Method.SSH, situation(), {"key": Path("/nowhere")}, BadInput, "no SSH key"),
    (Method.SSH, KEYED, {"key": KEY.path, "key_id": some.ssh_key(2).id}, BadInput, "another key"),
    (Method.SSH, KEYED, {"key": KEY.path, "key_id": some.ssh_key(3).id}, BadInput, "has no SSH"),
    (Method.SSH, KEYED, {"new_key": True, "key_id": some.ssh_key(1).id}, BadInput, "to be made"),
    (Method.SSH, TOO_OPEN, {"key": KEY.path}, BadInput, "chmod"),
    (Method.GRC, situation(machine=some.machine(grc=None)), {}, NotInstalled, "remote-codecommit"),
    (Method.SSH, situation(machine=some.machine(ssh=None)), {}, NotInstalled, "ssh"),
    (Method.HELPER, situation(machine=some.machine(git=None)), {}, NotInstalled, "git"),
    (Method.HELPER, situation(), {"region": "cn-north-1"}, BadInput, "partition"),
    (Method.HELPER, situation(), {"region": "eu-west-9"}, BadInput, "no Region"),
    (Method.HELPER, situation(), {"repository": "a b"}, BadInput, "name of a CodeCommit"),
    (Method.HELPER, situation(Identity(Kind.NONE, problem="expired")), {}, NotSignedIn, "expired"),
]


@pytest.mark.parametrize(("method", "seen", "choices", "error", "words"), REFUSALS)
def test_refusals(
    method: Method, seen: Situation, choices: dict[str, Any], error: type[OnboardError], words: str
) -> None:
    with pytest.raises(error) as caught:
        plan(method, seen, **choices)
    assert words in caught.value.message
    assert caught.value.hint


def test_an_inactive_credential_is_the_one_that_could_go() -> None:
    with pytest.raises(LimitReached) as caught:
        plan(Method.HTTPS, situation(holdings=TWO))
    assert some.git_credential(2).id in caught.value.hint


def test_a_stale_host_key_is_named_with_its_line_and_the_command_that_takes_it_out() -> None:
    with pytest.raises(WrongHostKey) as caught:
        plan(Method.SSH, situation(machine=OTHER_KEY))
    assert f"{PLACES.known_hosts}, line 7: " in caught.value.message
    assert caught.value.hint.endswith(f"ssh-keygen -R {HOST} -f {PLACES.known_hosts}")


def test_a_right_host_key_beside_a_stale_one_is_enough_as_it_is_for_ssh() -> None:
    both = some.machine(host_keys={HOST: (KnownKey("somethingelse", 7), PUBLISHED)})
    assert "add-host-key" not in kinds(plan(Method.SSH, situation(machine=both)))


def test_a_region_without_a_published_key_takes_the_one_that_was_compared() -> None:
    given, israel = "SHA256:" + "a" * 43, "il-central-1"
    with pytest.raises(BadInput, match="publishes no host key"):
        plan(Method.SSH, region=israel)
    with pytest.raises(BadInput, match="is not the fingerprint"):
        plan(Method.SSH, region=israel, host_key="SHA256:short")
    step = plan(Method.SSH, region=israel, host_key=given).steps[0]
    assert "one that you compared" in step.show().brief
