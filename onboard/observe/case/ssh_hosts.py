"""What the known_hosts files trust for the host, and the key that the server shows now."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from onboard.errors import OnboardError
from onboard.files import read
from onboard.places import Places
from onboard.regions import published_fingerprints
from onboard.situation.ssh import KnownHost
from onboard.ssh.known_hosts import known, scan


def known_hosts(
    places: Places, options: Mapping[str, tuple[str, ...]], host: str
) -> tuple[KnownHost, ...]:
    """Of the person's file, and of the others that ssh says it reads."""
    return tuple(one for file in _files(places, options) for one in _of_file(places, file, host))


def offered(places: Places, host: str, asked: str, held: tuple[KnownHost, ...]) -> str:
    """The fingerprint that the server shows, looked at only where the published one is not held.

    `asked` is the name that ssh is given; empty where the server was not reached.
    """
    table = places.sandbox.host_keys if places.sandbox else published_fingerprints()
    if any(one.sha256 == table.get(host) for one in held):
        return ""
    try:
        return scan(places, asked).sha256
    except OnboardError:
        return ""


def _files(places: Places, options: Mapping[str, tuple[str, ...]]) -> list[Path]:
    """Each once; names with spaces in them cannot be told apart as ssh prints them."""
    words = [
        word.strip('"')
        for option in ("userknownhostsfile", "globalknownhostsfile")
        for value in options.get(option, ())
        for word in value.split(" ")
    ]
    paths = [places.known_hosts]
    for word in words:
        path = places.passwd_home / word[2:] if word.startswith("~/") else Path(word)
        if path.is_absolute() and path not in paths:
            paths.append(path)
    return paths


def _of_file(places: Places, file: Path, host: str) -> Iterator[KnownHost]:
    try:
        content = read(file)
        found = known(places, content, host) if content else ()
    except OnboardError:
        return
    rows = (content or b"").split(b"\n")
    for one in found:
        text = rows[one.line - 1].removesuffix(b"\r").decode("utf-8", "surrogateescape")
        yield KnownHost(file, one.line, one.sha256, text)
