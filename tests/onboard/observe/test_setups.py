"""What is set up, told from the real lines of git's and ssh's configuration."""

from datetime import datetime
from pathlib import Path

import pytest

from onboard.git.config import quote_command
from onboard.observe.setups import setups
from onboard.situation import (
    ExistingSetup,
    HelperEntry,
    HostBlock,
    Machine,
    Method,
    Store,
    VaultEntry,
)
from tests.situations import ACCOUNT, JANE, NOW, machine

URL = "https://git-codecommit.*.amazonaws.com"
FIPS = "https://git-codecommit-fips.*.amazonaws.com"
KEPT = VaultEntry(ACCOUNT, f"jane-at-{ACCOUNT}", Store.KEYRING, "ACCA1")


def never(method: Method, account: str) -> datetime | None:
    return None


def section(*values: str, url: str = URL) -> dict[str, tuple[str, ...]]:
    return {f"credential.{url}.helper": values, f"credential.{url}.usehttppath": ("true",)}


def found(seen: Machine) -> list[tuple[Method, str, str | None, str]]:
    return [
        (one.method, one.account, one.profile, one.user)
        for one in setups(seen, JANE, "work", never)
    ]


def of_section(*values: str, vault: tuple[VaultEntry, ...] = ()) -> object:
    return found(machine(git_settings=section(*values), vault=vault))


def test_nothing() -> None:
    assert found(machine()) == []
    assert found(machine(git_settings={f"credential.{URL}.usehttppath": ("true",)})) == []


@pytest.mark.parametrize("launcher", ["/opt/onboard", "/opt/my tools/it's/onboard"])
@pytest.mark.parametrize("profile", ["work", "my work", "it's $HOME"])
def test_our_helper_with_a_profile(launcher: str, profile: str) -> None:
    line = quote_command((launcher, "git-credential", "--profile", profile))
    account = ACCOUNT if profile == "work" else ""
    assert of_section("", line) == [(Method.HELPER, account, profile, profile)]


def test_our_helper_with_the_default_chain() -> None:
    assert of_section("", "!/opt/onboard git-credential") == [(Method.HELPER, ACCOUNT, None, "")]


def test_a_git_credential_of_ours() -> None:
    line = f"!/opt/onboard git-credential --account {ACCOUNT}"
    expected = [(Method.HTTPS, ACCOUNT, None, KEPT.username)]
    assert of_section("", line, vault=(KEPT,)) == expected
    assert of_section("", line) == [(Method.HTTPS, ACCOUNT, None, "")]


@pytest.mark.parametrize(
    "line",
    [
        "!aws --profile work codecommit credential-helper $@",
        "!'/opt/aws cli/aws' --profile work codecommit credential-helper $@",
        "!aws codecommit credential-helper --profile=work $@",
    ],
)
def test_the_aws_clis_helper(line: str) -> None:
    assert of_section("", line) == [(Method.HELPER, ACCOUNT, "work", "work")]


def test_the_empty_reset_alone_is_grc() -> None:
    assert of_section("") == [(Method.GRC, ACCOUNT, "work", "work")]
    assert of_section("osxkeychain", "") == [(Method.GRC, ACCOUNT, "work", "work")]


def test_gits_own_helper_with_a_password_we_gave_it() -> None:
    kept = VaultEntry(ACCOUNT, KEPT.username, Store.GIT_HELPER)
    assert of_section("", "store", vault=(kept,)) == [(Method.HTTPS, ACCOUNT, None, kept.username)]
    assert of_section("", "store", vault=(KEPT,)) == []


def test_a_line_that_no_shell_could_read() -> None:
    assert of_section("", "!'unfinished git-credential") == []


def test_the_aws_clis_helper_for_every_host() -> None:
    entry = HelperEntry("!aws codecommit credential-helper $@", "file:x", "global")
    assert found(machine(helpers=(entry,))) == [(Method.HELPER, ACCOUNT, None, "")]
    scoped = HelperEntry(entry.value, "file:x", "global", URL)
    assert found(machine(helpers=(scoped,))) == []


def test_hosts_of_the_same_are_joined() -> None:
    line = "!/opt/onboard git-credential --profile work"
    settings = section("", line) | section("", line, url=FIPS)
    (one,) = setups(machine(git_settings=settings), JANE, "work", never)
    assert one.hosts == ("git-codecommit.*.amazonaws.com", "git-codecommit-fips.*.amazonaws.com")


def test_a_further_account_has_a_user_in_its_section() -> None:
    line = "!/opt/onboard git-credential --profile other"
    url = URL.replace("://", "://other@")
    (one,) = setups(machine(git_settings=section("", line, url=url)), JANE, "work", never)
    assert (one.account, one.hosts) == ("", ("git-codecommit.*.amazonaws.com",))


def test_whose_another_profile_is_the_past_tells_and_a_number_says_itself() -> None:
    other = section("", "!/opt/onboard git-credential --profile other")
    plain = section("", "!/opt/onboard git-credential", url=URL.replace("://", "://777788889999@"))
    seen, past = machine(git_settings=other | plain), {"other": "444455556666"}

    def proved(method: Method, account: str) -> datetime | None:
        return NOW if account == "444455556666" else None

    found = setups(seen, JANE, "work", proved, past)
    assert [(one.account, one.proved) for one in found] == [
        ("444455556666", NOW),
        ("777788889999", None),
    ]


def test_a_host_block_and_its_proof() -> None:
    block = HostBlock(ACCOUNT, ("git-codecommit.*.amazonaws.com",), "APKA1", Path("/k"))

    def proved(method: Method, account: str) -> datetime | None:
        return NOW if (method, account) == (Method.SSH, ACCOUNT) else None

    (one,) = setups(machine(blocks=(block,)), JANE, "work", proved)
    assert one == ExistingSetup(Method.SSH, ACCOUNT, None, None, "APKA1", block.hosts, NOW)
