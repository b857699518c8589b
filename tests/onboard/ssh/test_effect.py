"""What a block does is told by ssh itself before it is written; a wrong effect is refused."""

from dataclasses import replace
from pathlib import Path

import pytest

from onboard.errors import FileRefused
from onboard.places import Places
from onboard.situation import HostBlock
from onboard.ssh.config import with_block
from onboard.ssh.effect import check_effect
from onboard.steps.host_block import WriteHostBlock
from onboard.steps.step import Bench
from tests.machine import machine

OURS = "git-codecommit.us-east-1.amazonaws.com"
BLOCK = HostBlock("1", ("git-codecommit.*.amazonaws.com",), "APKAONE", Path("/k/one 100%"))
HAND = "Host git-codecommit.*.amazonaws.com\n  User APKAOLD\n  IdentityFile ~/.ssh/old\n"
ALIAS = f"Host cc\n  HostName {OURS}\n  User APKAOLD\n  IdentityFile /old\n"

GOOD = {
    "none": "",
    "star first": "Host *\n  User star\n  IdentityFile /star\n  IdentitiesOnly no\n",
    "hand-written": HAND + "Host *\n  ServerAliveInterval 60\n",
    "proxy": f"Host {OURS}\n  ProxyCommand nc %h %p\n  Port 443\n",
    "an alias": ALIAS,
    "includes": "Include sub.conf\nHost a\n  Include sub.conf none*\nInclude ~/.ssh/sub.conf\n",
    "match": "Match host a,b !user x\n  User m\nMatch final\n  Port 24\nMatch all\n  User last\n",
    "globals": "User me\n\tIdentityFile=/id # c\nHost a\n  Port 24",
}


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """ssh reads the person's file as in a sandbox: by an `Include` with an absolute path."""
    outer = tmp_path / "outer"
    made = machine(tmp_path, outer)
    made.ssh_folder.mkdir(mode=0o700)
    outer.write_text(f'Include "{made.ssh_config}"\nMatch all\n  IdentityFile none\n')
    written(made.ssh_folder / "sub.conf", "Host sub\n  User s\nHost git-codecommit.*\n  Port 5\n")
    return made


def written(path: Path, text: str) -> Path:
    path.write_text(text)
    path.chmod(0o600)
    return path


def check(places: Places, before: str, after: bytes | None = None) -> None:
    written(places.ssh_config, before)
    changed = with_block(before.encode(), BLOCK) if after is None else after
    check_effect(places, before.encode(), changed, BLOCK)


@pytest.mark.parametrize("name", GOOD)
def test_what_changes_nothing_else_is_admitted(name: str, places: Places) -> None:
    check(places, GOOD[name])


def test_also_where_ssh_has_another_home_or_a_system_file(places: Places, tmp_path: Path) -> None:
    check(replace(places, sandbox=None), GOOD["match"])
    other = replace(places, sandbox=None, ssh_home=tmp_path / "passwd")
    other.ssh_folder.mkdir(parents=True)
    check(other, GOOD["match"])


def test_an_alias_that_would_get_our_key_too_is_named(places: Places) -> None:
    """A second pass over the file (Match final) compares `Host` with what `HostName` said."""
    with pytest.raises(FileRefused) as caught:
        check(places, ALIAS + "Match final host zzz\n  Port 23\n")
    assert f"{places.ssh_config}, line 1: what ssh does for cc" in caught.value.message
    assert "identitiesonly, identityfile" in caught.value.message


def test_an_alias_of_an_include_is_named_with_its_own_file(places: Places) -> None:
    sub = written(places.ssh_folder / "alias", "# one\n" + ALIAS)
    with pytest.raises(FileRefused, match=f"{sub}, line 2: "):
        check(places, "Include alias\nCanonicalizeHostname yes\n")


@pytest.mark.parametrize("above", ["Host *\n  User me\n", "# x\nInclude user.conf\n"])
def test_a_line_that_shadows_our_block_is_named(above: str, places: Places) -> None:
    written(places.ssh_folder / "user.conf", "User included\n")
    after = above.encode() + with_block(None, BLOCK)
    with pytest.raises(FileRefused) as caught:
        check(places, above, after)
    assert f"{places.ssh_config}, line 2: this comes before" in caught.value.message
    assert caught.value.hint


def test_other_options_of_our_hosts_stay_too(places: Places) -> None:
    before = f"Host {OURS}\n  Port 443\n"
    with pytest.raises(FileRefused, match=r"for git-codecommit.* would change as well \(.*port"):
        check(places, before, with_block(None, BLOCK))


@pytest.mark.parametrize("where", ["config", "sub.conf"])
def test_a_file_that_ssh_refuses_is_named(where: str, places: Places) -> None:
    written(places.ssh_folder / "sub.conf", "Bogus yes\n")
    text = "Include sub.conf\n" if where == "sub.conf" else "Host a\nBogus yes\n"
    line = 1 if where == "sub.conf" else 2
    with pytest.raises(FileRefused) as caught:
        check(places, text)
    assert f"{places.ssh_folder / where}: line {line}: Bad configuration" in caught.value.message


def test_permissions_that_ssh_refuses_are_said(places: Places) -> None:
    written(places.ssh_config, "").chmod(0o622)  # of the group alone some builds admit it
    with pytest.raises(FileRefused, match=f"Bad owner or permissions on {places.ssh_config}"):
        check_effect(places, b"", with_block(b"", BLOCK), BLOCK)


EXEC = {
    "plain": 'Match exec "{}"\n  User x\n',
    "not": 'match !EXEC "{}"\n',
    "equals": 'Match=exec "{}"\n',
    "quoted": '"Match"exec "{}"\n',
    "later": 'Match host *.com,x exec "{}"\n',
    "crlf": '\tMatch final exec "{}"\r\n',
}


@pytest.mark.parametrize("where", ["file", "include", "a Host's include", "nested include"])
@pytest.mark.parametrize("name", EXEC)
def test_a_command_in_the_file_is_never_run(name: str, where: str, places: Places) -> None:
    ran = places.home / "ran"
    text = EXEC[name].format(f"touch {ran}")
    if where != "file":
        written(places.ssh_folder / "x.conf", text)
        written(places.ssh_folder / "y.conf", 'Include "x.conf"\n')
        file = "y.conf" if where.startswith("nested") else "~/.ssh/x.conf"
        text = f"{'Host zzz' if 'Host' in where else '#'}\nInclude none {file}\n"
    check(places, text)
    assert not ran.exists()


def test_a_step_refuses_before_it_writes(places: Places) -> None:
    text = ALIAS + "Match final\n  Port 23\n"
    written(places.ssh_config, text)
    step = WriteHostBlock(places.ssh_config, "1", BLOCK.hosts, "APKA", Path("/k"), seen=text)
    with pytest.raises(FileRefused):
        step.previewed(places)
    with pytest.raises(FileRefused):
        step.check(Bench(places, None))
    assert places.ssh_config.read_text() == text
