"""What the checks say of ssh's configuration, its way, the host key and the program, as tables."""

from dataclasses import replace
from pathlib import Path

import pytest

from onboard.doctor.checks import (
    examine,
    host_keys,
    ssh_algorithms,
    ssh_config,
    ssh_program,
    ssh_way,
)
from onboard.doctor.finding import Edit, Finding, Protect, SetUpAgain, Severity
from onboard.situation import ConfigCommand, HelperEntry, Method, Unknown
from onboard.situation.case import Attempted, GitView
from onboard.situation.network import Network
from onboard.situation.ssh import KnownHost, LooseFile, SshLine, SshView
from tests.onboard.doctor.cases import GLOBAL, HOST, LOCAL
from tests.onboard.doctor.ssh_cases import (
    CONFIG,
    IN_ORDER,
    LET_IN,
    PUBLISHED,
    SECTION,
    STALE,
    VIEW,
    case,
    seen,
)

UNREAD = replace(VIEW, options={}, problem="Bad configuration option: usekeychain")
KNOWN_HOSTS = Path("/home/jane/.ssh/known_hosts")
CLOSED = Attempted(False, "git", "ssh: connect to host x port 22: Connection timed out")
NOT_KNOWN = Attempted(False, "git", "Host key verification failed.")
CHANGED = Attempted(
    False,
    "git",
    "The fingerprint for the RSA key sent by the remote host is\n"
    f"SHA256:{'x' * 43}.\nHost key verification failed.",
)


def unread(text: str, problem: str, number: int = 9) -> SshView:
    keyword, _, value = text.strip().partition(" ")
    line = SshLine(CONFIG, number, keyword.lower(), value, text)
    return replace(UNREAD, problem=problem, unread=line)


@pytest.mark.parametrize(
    ("text", "problem", "mend"),
    [
        (
            "  UseKeychain yes",
            "Bad configuration option: usekeychain",
            Edit(CONFIG, ((1, SECTION),), ("IgnoreUnknown UseKeychain", SECTION)),
        ),
        (
            "  IdentityFil ~/.ssh/x",
            "Bad configuration option: identityfil",
            Edit(CONFIG, ((9, "  IdentityFil ~/.ssh/x"),), ("  IdentityFile ~/.ssh/x",)),
        ),
        (
            "\tPort twenty-two",
            "Bad port 'twenty-two'",
            Edit(CONFIG, ((9, "\tPort twenty-two"),), ("\t# Port twenty-two",)),
        ),
        (
            "\ufeffHost x",
            r"Bad configuration option: \357\273\277host",
            Edit(CONFIG, ((9, "\ufeffHost x"),), ("Host x",)),
        ),
        (
            "Hosts x",
            "Bad configuration option: hosts",
            Edit(CONFIG, ((9, "Hosts x"),), ("Host x",)),
        ),
        ("Frobnicate x", "Bad configuration option: frobnicate", None),
        ("Match foo", "Bad Match condition", None),
    ],
)
def test_a_line_that_ssh_cannot_read(text: str, problem: str, mend: Edit | None) -> None:
    rows = list(ssh_config.check(case(unread(text, problem))))
    assert [(one.id, one.severity, one.mend) for one in rows] == [
        ("ssh-config-unread", Severity.ERROR, mend)
    ]
    assert rows[0].where == f"{CONFIG}, line 9"


def test_another_list_of_what_to_ignore_keeps_its_place() -> None:
    view = unread("UseKeychain yes", "Bad configuration option: usekeychain")
    one = next(iter(ssh_config.check(case(replace(view, ignores=True)))))
    assert one.mend == Edit(CONFIG, ((9, "UseKeychain yes"),), ("# UseKeychain yes",))


def test_a_file_that_others_may_write_counts_where_ssh_says_so() -> None:
    loose = (LooseFile(CONFIG, 0o664),)
    refused = replace(UNREAD, loose=loose, problem=f"Bad owner or permissions on {CONFIG}")
    rows = list(ssh_config.check(case(refused)))
    assert [(one.id, one.mend) for one in rows] == [("config-permissions", Protect(CONFIG, 0o644))]
    assert list(ssh_config.check(case(replace(VIEW, loose=loose)))) == []
    strange = replace(refused, loose=(LooseFile(CONFIG, 0o644, mine=False),))
    one = next(iter(ssh_config.check(case(strange))))
    assert one.mend is None
    assert "chown" in one.fix


def test_a_command_is_told_and_not_run() -> None:
    runs = (ConfigCommand(CONFIG, 4, "vpn up"),)
    rows = examine(case(replace(VIEW, options={}, runs=runs), None))
    assert [(one.id, one.severity, one.mend) for one in rows] == [
        ("ssh-runs-commands", Severity.NOTE, None)
    ]
    assert "vpn up" in rows[0].summary


@pytest.mark.parametrize("view", [None, Unknown("no answer in time")])
def test_what_could_not_be_seen_is_not_judged(view: object) -> None:
    one = case(view)  # type: ignore[arg-type]
    for check in (ssh_config, ssh_program, ssh_way, host_keys, ssh_algorithms):
        assert list(check.check(one)) == []


def _setting(value: str, scope: str = "global") -> tuple[HelperEntry, GitView]:
    origin = {"global": GLOBAL, "local": LOCAL}.get(scope, "GIT_CONFIG_KEY_0")
    entry = HelperEntry(value, origin, scope, "", 7)
    lines = {(origin, 7): f"\tsshCommand = {value}"}
    return entry, GitView(settings={"core.sshcommand": entry}, lines=lines)


@pytest.mark.parametrize(
    ("view", "id_"),
    [
        (replace(VIEW, putty=True, openssh=False, options={}), "putty"),
        (replace(VIEW, program=None, options={}), "ssh-program-missing"),
    ],
)
def test_what_git_starts_in_place_of_ssh(view: SshView, id_: str) -> None:
    entry, git = _setting("/opt/plink")
    place = f"{GLOBAL}, line 7"
    by_file = replace(view, command=entry.value, command_from=place)
    rows = list(ssh_program.check(case(by_file, git=git)))
    edit = Edit(Path(GLOBAL), ((7, "\tsshCommand = /opt/plink"),))
    assert [(one.id, one.where, one.mend) for one in rows] == [(id_, place, edit)]
    by_variable = replace(view, command="/opt/plink", command_from="GIT_SSH in your environment")
    one = next(iter(ssh_program.check(case(by_variable))))
    assert (one.id, one.mend) == (id_, None)
    assert one.fix.startswith("Unset GIT_SSH ")


def test_the_usual_ssh_is_no_finding() -> None:
    assert list(ssh_program.check(case())) == []
    there = replace(VIEW, command="ssh -v", command_from=f"{GLOBAL}, line 7")
    assert list(ssh_program.check(case(there))) == []


def test_another_port() -> None:
    alone = seen([("port", "2222", SECTION)], options={"port": ("2222",)})
    one = next(iter(ssh_way.check(case(alone, CLOSED))))
    assert (one.id, one.mend) == ("proxy-or-dns", Edit(CONFIG, ((11, "port 2222"),)))
    everywhere = seen([("port", "2222", "Host *")], options={"port": ("2222",)})
    one = next(iter(ssh_way.check(case(everywhere, CLOSED))))
    put = ("Host git-codecommit.*.amazonaws.com", "  Port 22", "Match all", SECTION)
    assert one.mend == Edit(CONFIG, ((1, SECTION),), put)


def test_a_way_of_the_persons_own_and_none() -> None:
    by = seen([("proxycommand", "nc %h %p", "Host *")], options={"proxycommand": ("nc %h %p",)})
    one = next(iter(ssh_way.check(case(by, CLOSED))))
    assert (one.id, one.mend, one.where) == ("proxy-or-dns", None, f"{CONFIG}, line 11")
    closed = replace(VIEW, reach=Network(22, True, False, problem="no answer"))
    one = next(iter(ssh_way.check(case(closed, CLOSED))))
    assert "port 443" in one.fix
    assert list(ssh_way.check(case(by))) == []  # it came as far as the key
    assert list(ssh_way.check(case(VIEW, CLOSED))) == []


def host_key(attempt: Attempted, view: SshView, published: str = PUBLISHED) -> list[Finding]:
    table = {HOST: published} if published else {}
    one = case(view, attempt, situation=replace(IN_ORDER, published_host_keys=table))
    return [*host_keys.check(one), *host_keys.check_unknown(one)]


def known(text: str) -> tuple[KnownHost, ...]:
    return (KnownHost(KNOWN_HOSTS, 5, STALE, text),)


def test_an_unknown_host_key() -> None:
    rows = host_key(NOT_KNOWN, replace(VIEW, offered=PUBLISHED))
    assert [(one.id, one.mend) for one in rows] == [
        ("hostkey-unknown", SetUpAgain(Method.SSH, adopt=True))
    ]
    assert host_key(NOT_KNOWN, VIEW)[0].mend is None


@pytest.mark.parametrize(
    ("text", "put"),
    [
        (f"{HOST} ssh-rsa AAAA", ()),
        (f"{HOST},192.0.2.7,2001:db8::1 ssh-rsa AAAA", ()),
        ("|1|salt|hash ssh-rsa AAAA", ()),
        (f"example.com,{HOST} ssh-rsa AAAA comment", ("example.com ssh-rsa AAAA comment",)),
    ],
)
def test_a_stale_host_key_is_taken_out(text: str, put: tuple[str, ...]) -> None:
    rows = host_key(NOT_KNOWN, _stale(text))
    assert [(one.id, one.mend) for one in rows] == [
        ("hostkey-changed", Edit(KNOWN_HOSTS, ((5, text),), put))
    ]


def _stale(text: str) -> SshView:
    return replace(VIEW, offered=PUBLISHED, known=known(text))


@pytest.mark.parametrize(
    "text", ["git-codecommit.*.amazonaws.com ssh-rsa AAAA", f"@revoked {HOST} x"]
)
def test_a_line_for_other_hosts_too_is_left_to_the_person(text: str) -> None:
    one = host_key(NOT_KNOWN, _stale(text))[0]
    assert one.mend is None
    assert "ssh-keygen -R" in one.fix


def test_a_server_that_shows_another_key_is_no_ones_to_mend() -> None:
    for attempt, view in (
        (CHANGED, _stale(f"{HOST} ssh-rsa AAAA")),
        (NOT_KNOWN, replace(VIEW, offered=STALE)),
    ):
        rows = host_key(attempt, view)
        assert [(one.id, one.mend) for one in rows] == [("hostkey-changed", None)]
        assert "Do not go on" in rows[0].fix


def test_a_region_without_a_published_fingerprint() -> None:
    one = host_key(NOT_KNOWN, replace(VIEW, offered=STALE), published="")[0]
    assert (one.id, one.mend) == ("hostkey-unknown", None)
    assert STALE in one.summary
    assert "--host-key" in one.fix


@pytest.mark.parametrize("option", ["hostkeyalgorithms", "pubkeyacceptedalgorithms"])
def test_a_list_without_rsa(option: str) -> None:
    without = {option: ("ssh-ed25519,ecdsa-sha2-nistp256",)}
    everywhere = seen([(option, "ssh-ed25519", "Host *")], options=without)
    rows = list(ssh_algorithms.check(case(everywhere)))
    wanted = f"  {option} +rsa-sha2-512,rsa-sha2-256"
    put = ("Host git-codecommit.*.amazonaws.com", wanted, "Match all", SECTION)
    assert [(one.id, one.mend) for one in rows] == [
        ("ssh-rsa-disabled", Edit(CONFIG, ((1, SECTION),), put))
    ]
    alone = seen([(option, "ssh-ed25519", SECTION)], options=without)
    edit = Edit(CONFIG, ((11, f"{option} ssh-ed25519"),))
    assert [one.mend for one in ssh_algorithms.check(case(alone))] == [edit]


def test_the_usual_lists_and_a_healthy_machine() -> None:
    assert list(ssh_algorithms.check(case())) == []
    assert examine(case(attempt=LET_IN)) == ()
