"""Our marked host blocks in ~/.ssh/config; every byte outside them stays as it is."""

import os
import re
from pathlib import Path

from onboard.errors import BadInput, FileRefused
from onboard.places import APP
from onboard.situation import HostBlock

_ACCOUNT = r"[A-Za-z0-9-]+"
_BLOCK = re.compile(
    rb"^# >>> " + APP.encode() + rb" (?P<account>[A-Za-z0-9-]+):[^\r\n]*\r?\n"
    rb"(?P<body>(?:(?!# >>> " + APP.encode() + rb" )[^\n]*\n)*?)"
    rb"# <<< " + APP.encode() + rb" (?P=account) <<<[ \t]*(?:\r?\n|\Z)",
    re.MULTILINE,
)
_MARKS = ((b"\xef\xbb\xbf", "UTF-8"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16"))


def blocks(content: bytes) -> tuple[HostBlock, ...]:
    """Our host blocks, in the file's order."""
    return tuple(_parsed(found) for found in _BLOCK.finditer(content))


def spans(content: bytes, account: str | None = None) -> list[tuple[int, int]]:
    """Where our blocks begin and end: every one, or that account's."""
    found = _BLOCK.finditer(content)
    return [one.span() for one in found if account in (None, one["account"].decode())]


def with_block(content: bytes | None, block: HostBlock) -> bytes:
    """The file with this block in place of the account's former one, or else at the top.

    At the top because ssh takes the first value it finds; the block ends with `Match all` so that
    the lines after it keep their scope. Raises BadInput and FileRefused.
    """
    former = content or b""
    _check_readable(former)
    ending = _line_ending(former)
    written = ending.join([*_lines(block), b""])
    for found in _BLOCK.finditer(former):
        if found["account"].decode() == block.account:
            return former[: found.start()] + written + former[found.end() :]
    return written + former


def without_block(content: bytes, account: str) -> bytes:
    """The file without the account's block."""
    return _BLOCK.sub(
        lambda found: b"" if found["account"].decode() == account else found[0], content
    )


def without_sections(content: bytes, sections: tuple[bytes, ...]) -> bytes:
    """The file without these hand-written lines, where they still stand."""
    for text in sections:
        at = content.find(text) if content.startswith(text) else content.find(b"\n" + text) + 1
        if content[at:].startswith(text):
            content = content[:at] + content[at + len(text) :]
    return content


def with_sections(content: bytes, sections: tuple[bytes, ...]) -> bytes:
    """The file with these hand-written lines at its end, where they cannot capture others."""
    ending = _line_ending(content)
    for text in sections:
        if content and not content.endswith(b"\n"):
            content += ending
        content += text
    return content


def quoted_path(path: Path) -> bytes:
    """The path in double quotes, where old versions of ssh know no escape but `%%`; or BadInput."""
    text = path.as_posix()
    if not path.is_absolute() or re.search(r'["\\\x00-\x1f\x7f]|\$\{', text):
        raise BadInput(
            f"The key's path {str(path)!r} cannot be written into the ssh configuration: "
            "it must be absolute, without quotes, backslashes, `${` and control characters.",
            "Put the key under another name or in another folder.",
        )
    return b'"' + os.fsencode(text.replace("%", "%%")) + b'"'


def _check_readable(content: bytes) -> None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            raise FileRefused(
                f"The ssh configuration starts with a byte order mark ({encoding}); "
                "ssh itself refuses such a file.",
                "Save it as plain UTF-8 without a byte order mark, then try again.",
            )


def _line_ending(content: bytes) -> bytes:
    first = content.partition(b"\n")
    return b"\r\n" if first[1] and first[0].endswith(b"\r") else b"\n"


def _lines(block: HostBlock) -> list[bytes]:
    account = _plain(block.account, _ACCOUNT, "account")
    hosts = " ".join(_plain(host, r"[A-Za-z0-9.*?_-]+", "host pattern") for host in block.hosts)
    user = _plain(block.user, r"[A-Za-z0-9_][A-Za-z0-9_+=,.@-]*", "SSH user")
    about = f"git over SSH to AWS CodeCommit (written by {APP}; `{APP} undo` takes it out)"
    return [
        f"# >>> {APP} {account}: {about} >>>".encode(),
        *(line for alias, name in block.aliases for line in _alias(alias, name)),
        f"Host {hosts}".encode(),
        f"  User {user}".encode(),
        b"  IdentityFile " + quoted_path(block.identity_file),
        b"  IdentitiesOnly yes",
        b"Match all",
        f"# <<< {APP} {account} <<<".encode(),
    ]


def _alias(alias: str, name: str) -> tuple[bytes, bytes]:
    pattern = r"[A-Za-z0-9._-]+"
    return (
        f"Host {_plain(alias, pattern, 'alias')}".encode(),
        f"  HostName {_plain(name, pattern, 'host name')}".encode(),
    )


def _plain(text: str, pattern: str, what: str) -> str:
    if not re.fullmatch(pattern, text):
        raise BadInput(f"{text!r} cannot stand in the ssh configuration as {what}.")
    return text


def _parsed(found: re.Match[bytes]) -> HostBlock:
    values: dict[str, str] = {}
    aliases: list[tuple[str, str]] = []
    for line in found["body"].splitlines():
        keyword, _, rest = line.strip().partition(b" ")
        name, text = keyword.decode("ascii", "replace").lower(), os.fsdecode(rest.strip())
        if name == "hostname":
            aliases.append((values.pop("host", ""), text))
        values.setdefault(name, text)
    identity = values.get("identityfile", "").strip('"').replace("%%", "%")
    return HostBlock(
        account=found["account"].decode(),
        hosts=tuple(values.get("host", "").split()),
        user=values.get("user", ""),
        identity_file=Path(identity),
        aliases=tuple(aliases),
    )
