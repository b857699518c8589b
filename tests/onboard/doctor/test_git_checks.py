"""What the checks say of the address, the way there and the password, as tables."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from onboard.doctor.checks import address, examine, names, remembered, transport
from onboard.doctor.finding import Edit, Enable, Finding, Readdress, SetUpAgain, Severity
from onboard.situation import (
    Credential,
    GitCredential,
    HelperEntry,
    Holdings,
    Machine,
    Method,
    Situation,
    Store,
    Unknown,
    VaultEntry,
    Verdict,
)
from onboard.situation.case import Attempted, Case, Kept
from onboard.situation.network import Network
from tests.onboard.doctor.cases import (
    ACCOUNT,
    ASKED,
    CLONE,
    GLOBAL,
    HOST,
    LET_IN,
    PASSWORDS,
    REFUSED,
    SECTION,
    SITUATION,
    TARGET,
    URL,
    case,
    view,
)

OURS = view([("global", SECTION, ""), ("global", SECTION, PASSWORDS)])
JANE, OLD = f"jane-at-{ACCOUNT}", f"jane+1-at-{ACCOUNT}"
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
ALLOWED = {"codecommit:GitPull": Verdict("allowed")}
CERTIFICATE = Attempted(False, "git", "server certificate verification failed. CAfile: x.pem")


def situation(*held: tuple[str, str], vault: Iterable[str] = (JANE,), **more: Any) -> Situation:
    """Who signs in with what: the Git credentials of IAM with their status, those kept here."""
    rows = tuple(GitCredential(f"ACCA{n}", *one, SINCE) for n, one in enumerate(held))
    entries = tuple(VaultEntry(ACCOUNT, one, Store.KEYRING) for one in vault)
    machine = Machine(vault=entries)
    holdings = Holdings(git_credentials=rows)
    full: dict[str, Any] = {"holdings": holdings, "machine": machine, "permissions": ALLOWED} | more
    return replace(SITUATION, **full)


def only(check: Callable[[Case], Iterable[Finding]], seen: Case) -> Finding | None:
    rows = list(check(seen))
    assert len(rows) < 2
    return rows[0] if rows else None


RENEW = SetUpAgain(Method.HTTPS, mend_chain=True, renew=True)


@pytest.mark.parametrize(
    ("words", "mend", "seen"),
    [
        ("Inactive", Enable(Credential.GIT, "ACCA0"), situation((JANE, "Inactive"))),
        ("not at IAM", RENEW, situation((OLD, "Active"))),
        ("not the one", RENEW, situation((JANE, "Active"))),
        ("not the one", None, situation((JANE, "Active"), (OLD, "Active"))),
        ("No password", SetUpAgain(Method.HTTPS), situation((JANE, "Active"), vault=())),
    ],
)
def test_the_password_that_git_sends(words: str, mend: object, seen: Situation) -> None:
    one = only(remembered.check, case(OURS, REFUSED, situation=seen))
    assert one is not None
    assert one.id == "git-credential-wrong-or-inactive"
    assert words in one.summary
    assert one.mend == mend
    assert one.fix.startswith("onboard ")


@pytest.mark.parametrize(
    "seen",
    [
        situation((JANE, "Active"), permissions={}),
        situation((JANE, "Active"), permissions={"codecommit:GitPull": Verdict("denied")}),
        situation((JANE, "Active"), holdings=Holdings(git_credentials=Unknown("not permitted"))),
        situation(vault=("jane-at-999999999999",)),
    ],
)
def test_a_refusal_that_may_have_another_cause_is_not_the_passwords(seen: Situation) -> None:
    assert only(remembered.check, case(OURS, REFUSED, situation=seen)) is None


def test_a_password_that_somebody_elses_helper_keeps() -> None:
    entry = HelperEntry("store", GLOBAL, "global", "", 1)
    git = view([("global", "", "store")], kept=(Kept(entry, JANE),))
    seen = case(git, REFUSED, situation=situation((JANE, "Active"), vault=()))
    one = only(remembered.check, seen)
    assert one is not None
    assert one.mend == SetUpAgain(Method.HTTPS, mend_chain=True)
    assert only(remembered.check, replace(seen, attempt=LET_IN)) is None


def test_the_iam_users_name_in_the_address() -> None:
    target = replace(TARGET, user="jane", url=URL.replace("//", "//jane@"))
    seen = case(OURS, ASKED, target=target, situation=situation((JANE, "Active")))
    one = only(remembered.check, seen)
    assert one is not None
    assert (one.mend, "jane" in one.summary) == (Readdress(CLONE), True)


@pytest.mark.parametrize(("url", "mends"), [("", False), (SECTION, True)])
def test_a_user_name_that_a_setting_asks_for(url: str, mends: bool) -> None:
    setting = HelperEntry("me", GLOBAL, "global", url, 9)
    git = replace(
        OURS,
        settings={"credential.username": setting},
        lines={(GLOBAL, 9): "\tusername = me"},
    )
    one = only(remembered.check, case(git, situation=situation((JANE, "Active"))))
    assert one is not None
    assert (one.mend is not None) is mends
    assert "me" in one.summary


@pytest.mark.parametrize(
    ("name", "mend", "words"),
    [
        ("Web", Readdress(CLONE, (("Web", "web"),)), "called web"),
        ("webb", None, f"git remote set-url origin https://{HOST}/v1/repos/web"),
        ("other", None, "onboard status"),
    ],
)
def test_a_repository_that_is_not_there(name: str, mend: object, words: str) -> None:
    target = replace(TARGET, repository=name, url=URL.replace("web", name))
    one = only(names.check, case(OURS, target=target, repository=False))
    assert one is not None
    assert (one.id, one.mend) == ("repo-not-found", mend)
    assert words in f"{one.summary} {one.fix}"


@pytest.mark.parametrize("there", [True, None])
def test_a_repository_that_may_be_there(there: bool | None) -> None:
    assert only(names.check, case(OURS, repository=there)) is None


@pytest.mark.parametrize(
    ("attempt", "severity"), [(LET_IN, Severity.NOTE), (ASKED, Severity.ERROR)]
)
def test_an_address_of_the_wrong_form(attempt: Attempted, severity: Severity) -> None:
    target = replace(TARGET, problems=("It ends in .git.",))
    one = only(address.check, case(OURS, attempt, target=target))
    assert one is not None
    assert (one.id, one.severity, one.mend) == ("bad-url", severity, Readdress(CLONE))


@pytest.mark.parametrize(
    ("attempt", "severity"), [(LET_IN, Severity.WARNING), (REFUSED, Severity.ERROR)]
)
def test_a_password_in_the_address(attempt: Attempted, severity: Severity) -> None:
    one = only(address.check, case(OURS, attempt, target=replace(TARGET, password=True)))
    assert one is not None
    assert (one.id, one.severity, one.mend) == ("password-in-url", severity, Readdress(CLONE))


@pytest.mark.parametrize(
    ("prefix", "scope", "mends"),
    [
        (f"https://{HOST}/", "global", True),
        (f"https://{HOST}/", "system", False),
        ("https://", "global", False),
    ],
)
def test_a_setting_that_leads_elsewhere(prefix: str, scope: str, mends: bool) -> None:
    setting = HelperEntry(prefix, GLOBAL, scope, "/srv/mirror/", 7)
    line = f"\tinsteadOf = {prefix}"
    target = replace(
        TARGET,
        url="/srv/mirror/web",
        repository="",
        written=URL,
        instead=setting,
        instead_line=line,
    )
    one = only(address.check, case(view(()), target=target))
    assert one is not None
    assert (one.id, one.severity) == ("address-replaced", Severity.ERROR)
    assert one.mend == (Edit(Path(GLOBAL), ((7, line),)) if mends else None)


def test_a_setting_that_leads_from_ssh_to_https_is_no_fault() -> None:
    setting = HelperEntry(f"ssh://{HOST}/", GLOBAL, "global", f"https://{HOST}/", 7)
    assert only(address.check, case(OURS, LET_IN, target=replace(TARGET, instead=setting))) is None


def of_http(name: str, value: str, url: str = "") -> dict[str, Any]:
    entry = HelperEntry(value, GLOBAL, "global", url, 3)
    return {"settings": {f"http.{name}": entry}, "lines": {(GLOBAL, 3): f"\t{name} = {value}"}}


def test_a_dead_proxy_is_named_with_its_setting() -> None:
    network = Network(443, True, False, "http://127.0.0.1:9", GLOBAL, "Connection refused")
    git = replace(OURS, **of_http("proxy", "http://me:hunter2@127.0.0.1:9"))
    one = only(transport.check, case(git, network=network))
    assert one is not None
    assert (one.id, one.mend) == ("proxy-or-dns", None)
    assert "git config --global --unset http.proxy" in one.fix
    assert "hunter2" not in repr(one)


def test_a_name_that_is_not_known() -> None:
    one = only(transport.check, case(OURS, network=Network(443, False, problem="not known")))
    assert one is not None
    assert (one.id, one.mend) == ("proxy-or-dns", None)


@pytest.mark.parametrize(
    ("url", "attempt", "mends"),
    [
        (SECTION, CERTIFICATE, True),
        ("", CERTIFICATE, False),
        (SECTION, ASKED, None),
        (SECTION, LET_IN, None),
    ],
)
def test_a_file_of_other_certificates(url: str, attempt: Attempted, mends: bool | None) -> None:
    one = only(transport.check, case(replace(OURS, **of_http("sslcainfo", "x.pem", url)), attempt))
    assert (one is None) is (mends is None)
    if one is not None:
        assert one.id == "tls-interception"
        assert (one.mend is not None) is mends


def test_certificates_that_are_not_checked_are_a_warning() -> None:
    one = only(transport.check, case(replace(OURS, **of_http("sslverify", "false")), LET_IN))
    assert one is not None
    assert (one.id, one.severity, one.mend) == ("tls-not-checked", Severity.WARNING, None)


def test_a_machine_in_order_has_no_findings() -> None:
    seen = case(OURS, LET_IN, situation=situation((JANE, "Active")), repository=True)
    assert examine(seen) == ()
