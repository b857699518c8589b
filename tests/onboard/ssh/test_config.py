"""Our host block is what ssh uses, and no other byte or host changes; judged by `ssh -G`."""

import subprocess
from pathlib import Path, PureWindowsPath
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onboard.errors import BadInput, FileRefused
from onboard.situation import HostBlock
from onboard.ssh.config import blocks, with_block, without_block

OURS = "git-codecommit.eu-west-1.amazonaws.com"
PATTERN = "git-codecommit.*.amazonaws.com"
BLOCK = HostBlock("123456789012", (PATTERN,), "APKAONE", Path("/home/me/.ssh/one"))
OTHER = HostBlock("210987654321", ("git-codecommit.*.amazonaws.com.cn",), "APKATWO", Path("/k"))

NASTY = {
    "empty": b"",
    "no end": b"Host a\n  User b",
    "crlf": b"Host a\r\n\tUser=b # c\r\n\r\nHost *\r\n  Port 23\r\n",
    "latin 1": b"# caf\xe9\nHost a\n\tUser caf\xe9\n",
    "global first": b"User me\nIdentityFile /id\nHost a\n  Port 24\n",
    "star first": b"Host *\n  User star\n  IdentityFile /star\n  IdentitiesOnly no\n",
    "match": b"Match host a\n  User m\nMatch all\n  Port 25\n  User last\n",
    "hand-written": b"Host git-codecommit.*.amazonaws.com\n  User APKAOLD\n  IdentityFile /old\n",
    "quotes": b'Host \'a\' "b"\n  IdentityFile "/a b/%%c"\n',
    "equals": b"Host=a\n  User = b\n",
    "markers of others": b"# >>> conda >>>\nUser c\n# <<< conda <<<\n",
    "a lone start": b"# >>> onboard 123456789012: x >>>\nHost a\n  User b\n",
    "a lone end": b"# <<< onboard 123456789012 <<<\nHost a\n  User b\n",
}


def resolved(folder: Path, content: bytes, host: str) -> str:
    file = folder / "config"
    file.write_bytes(content)
    finished = subprocess.run(["ssh", "-F", file, "-G", host], capture_output=True, check=False)
    return finished.stdout.decode("latin-1") or f"status {finished.returncode}"


@pytest.mark.parametrize("name", NASTY)
def test_ours_is_used_and_the_rest_is_untouched(tmp_path: Path, name: str) -> None:
    content = NASTY[name]
    changed = with_block(content, BLOCK)
    assert changed.endswith(content)
    assert blocks(changed) == (BLOCK,)
    assert with_block(changed, BLOCK) == changed
    assert without_block(changed, BLOCK.account) == content
    for host in ("a", "b", "github.com", OURS + ".cn", "git-codecommit.amazonaws.com"):
        assert resolved(tmp_path, changed, host) == resolved(tmp_path, content, host)
    said = resolved(tmp_path, changed, OURS).splitlines()
    assert {"user APKAONE", "identitiesonly yes"} <= set(said)
    assert next(line for line in said if line.startswith("identityfile")).endswith("/.ssh/one")


def test_the_block_as_a_person_reads_it() -> None:
    assert with_block(None, BLOCK).decode() == (
        "# >>> onboard 123456789012: git over SSH to AWS CodeCommit "
        "(written by onboard; `onboard undo` takes it out) >>>\n"
        "Host git-codecommit.*.amazonaws.com\n"
        "  User APKAONE\n"
        '  IdentityFile "/home/me/.ssh/one"\n'
        "  IdentitiesOnly yes\n"
        "Match all\n"
        "# <<< onboard 123456789012 <<<\n"
    )


def test_the_files_own_line_ending_is_kept() -> None:
    assert b"\n" not in with_block(b"Host a\r\n", BLOCK).replace(b"\r\n", b"")
    assert b"\r" not in with_block(b"Host a\n", BLOCK)


def test_a_block_is_replaced_where_it_stands() -> None:
    two = with_block(with_block(b"Host a\n", BLOCK), OTHER)
    assert blocks(two) == (OTHER, BLOCK)
    newer = HostBlock(BLOCK.account, BLOCK.hosts, "APKANEW", Path("/new"))
    changed = with_block(two, newer)
    assert blocks(changed) == (OTHER, newer)
    assert with_block(changed, BLOCK) == two
    assert blocks(without_block(two, OTHER.account)) == (BLOCK,)


def test_what_the_person_wrote_between_our_blocks_stays() -> None:
    between = with_block(b"", OTHER) + b"# mine\r\n" + with_block(b"", BLOCK) + b"\tUser x"
    assert without_block(without_block(between, OTHER.account), BLOCK.account) == (
        b"# mine\r\n\tUser x"
    )


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"])
def test_a_byte_order_mark_is_refused_with_the_reason(mark: bytes) -> None:
    with pytest.raises(FileRefused, match="byte order mark"):
        with_block(mark + b"Host a\n", BLOCK)


@pytest.mark.parametrize(
    "path",
    ["/with space/k", "/100%/%h", "/it's/#k", "/ünïcode/k", "/a,b;c&d/$k/`k`/k*?", "/$ {HOME}/k"],
)
def test_a_path_survives_quoting(tmp_path: Path, path: str) -> None:
    block = HostBlock("1", (PATTERN,), "APKAONE", Path(path))
    content = with_block(b"", block)
    assert blocks(content) == (block,)
    said = resolved(tmp_path, content, OURS).encode("latin-1").decode()
    assert f"identityfile {path.replace('%', '%%')}\n" in said


@pytest.mark.parametrize("path", ['/a"b', "/a\\b", "/a\nb", "/a\x1bb", "/${HOME}/k", "k", "~/k"])
def test_a_path_that_ssh_would_read_otherwise_is_refused(path: str) -> None:
    with pytest.raises(BadInput):
        with_block(b"", HostBlock("1", (PATTERN,), "APKAONE", Path(path)))


def test_a_windows_path_is_written_with_slashes() -> None:
    path = cast(Path, PureWindowsPath(r"C:\Users\A B\.ssh\k"))
    written = with_block(b"", HostBlock("1", (PATTERN,), "APKAONE", path))
    assert b'  IdentityFile "C:/Users/A B/.ssh/k"\n' in written


@pytest.mark.parametrize(
    "block",
    [
        HostBlock("1 >>>", (PATTERN,), "APKA", Path("/k")),
        HostBlock("1", ("a b",), "APKA", Path("/k")),
        HostBlock("1", ("a\nb",), "APKA", Path("/k")),
        HostBlock("1", ("!a",), "APKA", Path("/k")),
        HostBlock("1", (PATTERN,), "AP KA", Path("/k")),
        HostBlock("1", (PATTERN,), "APKA\n", Path("/k")),
        HostBlock("1", (PATTERN,), "-x", Path("/k")),
    ],
)
def test_what_would_break_out_of_its_line_is_refused(block: HostBlock) -> None:
    with pytest.raises(BadInput):
        with_block(b"", block)


LINES = st.sampled_from(
    [
        b"Host *",
        b"Host a",
        b"Host github.com !b *.com",
        b"Host git-codecommit.*",
        b'Match host "a,b"',
        b"Match all",
        b"Match originalhost c user x",
        b"Match final",
        b"User u",
        b"\tUser=v # c",
        b"  IdentityFile ~/.ssh/%h",
        b"IdentityFile '/a b'",
        b"Port 2222",
        b"HostName %h.example",
        b"IgnoreUnknown Foo*",
        b"FooBar baz",
        b"CanonicalizeHostname no",
        b"ProxyJump none",
        b"Include other",
        b"# comment \xe9",
        b"",
        b"# <<< onboard 123456789012 <<<",
    ]
)
CONFIGS = st.builds(
    lambda lines, ending, last: ending.join(lines) + last,
    st.lists(LINES, max_size=12),
    st.sampled_from([b"\n", b"\r\n"]),
    st.sampled_from([b"", b"\n", b"\r\n"]),
)


@given(CONFIGS)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_configuration_keeps_its_meaning(tmp_path: Path, content: bytes) -> None:
    changed = with_block(with_block(content, BLOCK), OTHER)
    for host in ("a", "git-codecommit.example"):
        assert resolved(tmp_path, changed, host) == resolved(tmp_path, content, host)
    if not resolved(tmp_path, content, OURS).startswith("status"):
        assert "\nuser APKAONE\n" in "\n" + resolved(tmp_path, changed, OURS)


@given(st.binary(max_size=300) | CONFIGS, st.booleans())
def test_any_bytes_come_back(content: bytes, other: bool) -> None:
    try:
        changed = with_block(content, BLOCK)
    except FileRefused:
        return
    if other:
        changed = without_block(with_block(changed, OTHER), OTHER.account)
    assert changed.endswith(content)
    assert with_block(changed, BLOCK) == changed
    assert without_block(changed, BLOCK.account) == content
