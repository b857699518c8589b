"""What the checks say of git's helper chain, as a table."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from onboard.doctor.checks import helpers
from onboard.doctor.checks.whose import conflict
from onboard.doctor.finding import Edit, Finding, Forget, Readdress, SetUpAgain, Severity
from onboard.situation import HelperEntry, Method
from onboard.situation.case import Case, Kept
from tests.onboard.doctor.cases import (
    AWS,
    CLONE,
    GLOBAL,
    LET_IN,
    LOCAL,
    NOW,
    OURS,
    PASSWORDS,
    SECTION,
    TARGET,
    URL,
    case,
    entries,
    view,
)

RESET = ("global", SECTION, "")
SCOPED = ("global", SECTION, OURS)
BOTH = (RESET, SCOPED)
GCM = "/usr/local/bin/git-credential-manager"
AGAIN = SetUpAgain(Method.HELPER, mend_chain=True)


def kept(value: str, user: str, minutes: int | None, scope: str = "global") -> Kept:
    signed = None if minutes is None else NOW - timedelta(minutes=minutes)
    return Kept(HelperEntry(value, GLOBAL, scope, "", 9), user, signed)


def found(seen: Case) -> Finding | None:
    rows = list(helpers.check(seen))
    assert len(rows) < 2
    return rows[0] if rows else None


@pytest.mark.parametrize(
    ("id_", "mend", "seen"),
    [
        ("helper-not-configured", SetUpAgain(None), case(view(()))),
        ("helper-not-configured", SetUpAgain(None), case(view([("global", "", "cache")]))),
        (
            "helper-not-configured",
            SetUpAgain(Method.HELPER),
            case(view([("global", f"{SECTION}.cn", AWS)])),
        ),
        (
            "gcm-conflict",
            AGAIN,
            case(view((*BOTH, ("global", "", ""), ("global", "", GCM)))),
        ),
        (
            "gcm-conflict",
            AGAIN,
            case(
                view(
                    (*BOTH, ("global", "", ""), ("global", "", "manager")),
                    kept=(kept("manager", "AKIAIOSFODNN7EXAMPLE", 60),),
                ),
            ),
        ),
        (
            "keychain-conflict",
            AGAIN,
            case(
                view(
                    [("system", "", "osxkeychain"), ("global", "", AWS)],
                    kept=(kept("osxkeychain", "AKIAIOSFODNN7EXAMPLE", 60, "system"),),
                )
            ),
        ),
        (
            "stale-helper-password",
            Forget(URL, "AKIAIOSFODNN7EXAMPLE", ("store",), CLONE),
            case(
                view([("global", "", "store")], kept=(kept("store", "AKIAIOSFODNN7EXAMPLE", 60),))
            ),
        ),
        (
            "stale-helper-password",
            AGAIN,
            case(
                view(
                    [("global", "", "store"), ("global", "", AWS)],
                    kept=(kept("store", "AKIAIOSFODNN7EXAMPLE", 60),),
                )
            ),
        ),
        (
            "helper-bypassed",
            Edit(Path(LOCAL), ((3, "\thelper = "),)),
            case(view((*BOTH, ("local", URL, "")))),
        ),
        ("helper-bypassed", None, case(view((*BOTH, ("command", "", ""))))),
        ("helper-bypassed", AGAIN, case(view((*BOTH, ("global", "", ""))))),
        (
            "helper-bypassed",
            Readdress(CLONE),
            case(view([("global", SECTION.replace("//", "//work@"), OURS)])),
        ),
        ("helper-command-not-found", AGAIN, case(view(BOTH, missing=OURS))),
        (
            "helper-command-not-found",
            SetUpAgain(Method.HTTPS, mend_chain=True),
            case(view((RESET, ("global", SECTION, PASSWORDS)), missing=PASSWORDS)),
        ),
        (
            "helper-command-not-found",
            Edit(Path(LOCAL), ((1, f"\thelper = {AWS}"),)),
            case(view([("local", "", AWS)], missing=AWS)),
        ),
        (
            "helper-misconfigured",
            Edit(Path(GLOBAL), ((1, f"\thelper = {AWS[1:]}"),), (f'\thelper = "{AWS}"',)),
            case(view([("global", "", AWS[1:])], missing=AWS[1:])),
        ),
        (
            "helper-misconfigured",
            Edit(Path(GLOBAL), ((1, f"\thelper = '{AWS}'"),), (f'\thelper = "{AWS}"',)),
            case(view([("global", "", f"'{AWS}'")], missing=f"'{AWS}'")),
        ),
        ("no-usehttppath", AGAIN, case(view([("global", "", AWS)], http_path=False))),
        (
            "no-usehttppath",
            AGAIN,
            case(view(BOTH, http_path=False, paths=[("global", "", "false")])),
        ),
        (
            "no-usehttppath",
            Edit(Path(LOCAL), ((1, "\tuseHttpPath = no"),)),
            case(view(BOTH, http_path=False, paths=[("local", "", "no")])),
        ),
    ],
)
def test_what_keeps_git_out(id_: str, mend: object, seen: Case) -> None:
    one = found(seen)
    assert one is not None
    assert (one.id, one.severity, one.mend) == (id_, Severity.ERROR, mend)
    assert one.where
    assert one.fix
    assert "AKIA" not in one.where
    quiet = found(replace(seen, attempt=LET_IN))
    assert quiet is None or quiet.severity is Severity.WARNING


@pytest.mark.parametrize(
    "seen",
    [
        case(view(BOTH)),
        case(view(BOTH), attempt=None),
        case(view([("global", "", GCM), *BOTH])),
        case(view([*BOTH, ("global", "https://github.com", "osxkeychain")])),
        case(view((RESET, ("global", SECTION, PASSWORDS)), http_path=False)),
        case(view([("global", "", "!f() { cat; }; f"), *BOTH])),
        case(view([("global", "", "store")], kept=(kept("store", "jane-at-1", None),))),
        case(view([("global", "", "store")], kept=(kept("store", "AKIAIOSFODNN7EXAMPLE", 5),))),
        case(view(()), target=replace(TARGET, scheme="ssh")),
        case(view(()), target=replace(TARGET, problems=("It is wrong.",))),
        case(view(()), target=replace(TARGET, password=True)),
        case(view(()), attempt=LET_IN),
        case(view([("global", "", "cache"), ("global", "", PASSWORDS)]), attempt=LET_IN),
    ],
)  # fmt: skip
def test_what_is_no_fault_of_the_chain(seen: Case) -> None:
    assert found(seen) is None


def test_a_signed_password_is_not_to_be_stored() -> None:
    one = found(case(view([("system", "", "osxkeychain"), ("global", "", AWS)]), attempt=LET_IN))
    assert one is not None
    assert (one.id, one.severity, one.mend) == ("keychain-conflict", Severity.WARNING, AGAIN)


def test_the_environment_is_named_as_it_must_be_unset() -> None:
    one = found(case(view((*BOTH, ("command", "", "")))))
    assert one is not None
    assert "GIT_CONFIG_COUNT" in one.fix


def test_what_git_asks_for_it_is_never_a_secret_in_a_finding() -> None:
    secret = "!f() { echo password=hunter2; }; f"
    dead = Kept(entries([("global", "", secret)])[0], "AKIAIOSFODNN7EXAMPLE", NOW - timedelta(1))
    one = found(case(view([("global", "", secret), *BOTH[1:]], kept=(dead,))))
    assert one is not None
    assert "hunter2" not in repr(replace(one, mend=None))


@pytest.mark.parametrize(
    ("value", "id_"),
    [
        ("manager", "gcm-conflict"),
        ("manager-core", "gcm-conflict"),
        ("C:/Program\\ Files/Git/mingw64/bin/git-credential-manager.exe", "gcm-conflict"),
        ("!/usr/local/share/gcm-core/git-credential-manager-core", "gcm-conflict"),
        ("osxkeychain", "keychain-conflict"),
        ("/Library/git-core/git-credential-osxkeychain", "keychain-conflict"),
        ("store --file manager", ""),
        ("cache", ""),
        ("!f() { cat; }; f", ""),
    ],
)
def test_whose_helper_is_known_to_get_in_the_way(value: str, id_: str) -> None:
    assert conflict(HelperEntry(value, GLOBAL, "global")) == id_
