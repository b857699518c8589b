"""Whether git takes a `credential.<pattern>` section for a URL: git's own rules, as values.

Source: git's urlmatch.c and credential.c, 2.26 and newer; older ones know no `*`.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote

_UNSAFE, _RESERVED = ' <>"%{}|\\^`', ":/?#[]@!$&'()*+,;="
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})|%|(.)", re.DOTALL)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(?=://)")
_HOST = re.compile(r"[A-Za-z0-9._\[:\]*-]+")
_DEFAULT_PORTS = {"http": "80", "https": "443"}


class _Bad(Exception):
    """It is no URL to git."""


@dataclass(frozen=True)
class _Url:
    scheme: str
    user: str | None
    host: str
    port: str
    path: str


def matches(pattern: str, url: str) -> bool:
    """Whether the section of that pattern applies; an empty pattern is the generic section."""
    if not pattern:
        return True
    wanted, given = _parsed(pattern), _parsed(url)
    if wanted is None or given is None:
        return _matches_in_part(pattern, url)
    return (
        wanted.scheme == given.scheme
        and wanted.user in (None, given.user)
        and _same_host(wanted.host, given.host)
        and wanted.port == given.port
        and _leads_to(wanted.path, given.path)
    )


def _same_host(pattern: str, host: str) -> bool:
    """Label by label; a label that is a lone `*` stands for any one."""
    wanted, given = pattern.split("."), host.split(".")
    pairs = zip(wanted, given, strict=False)
    return len(wanted) == len(given) and all(one in ("*", other) for one, other in pairs)


def _leads_to(prefix: str, path: str) -> bool:
    short = prefix.removesuffix("/")
    return path.startswith(short) and path[len(short) :][:1] in ("", "/")


def _parsed(text: str) -> _Url | None:
    try:
        return _normalized(text)
    except _Bad:
        return None


def _normalized(text: str) -> _Url:
    scheme = _SCHEME.match(text)
    if scheme is None:
        raise _Bad
    rest = text[scheme.end() + 3 :]
    place = re.split(r"[/?#]", rest, maxsplit=1)[0]
    tail = rest[len(place) :]
    user, at, host = place.partition("@")
    name = _escaped(user).partition(":")[0] if at else None
    host, port = _host_and_port(host if at else place, scheme[0].lower())
    path = re.split(r"[?#]", tail, maxsplit=1)[0]
    more = _escaped(tail[len(path) :])
    return _Url(scheme[0].lower(), name, host, port, _path(path) + more)


def _host_and_port(text: str, scheme: str) -> tuple[str, str]:
    host, colon, port = text.rpartition(":")
    if not colon or "]" in port:
        host, port = text, ""
    if (not host and scheme != "file") or (host and not _HOST.fullmatch(host)):
        raise _Bad
    short = port.lstrip("0") or port[-1:]
    if not short or short == _DEFAULT_PORTS.get(scheme):
        return host.lower(), ""
    if not re.fullmatch(r"[0-9]{1,5}", short) or not 1 <= int(short) <= 65535:
        raise _Bad
    return host.lower(), short


def _path(text: str) -> str:
    kept: list[str] = []
    segments = [_escaped(one) for one in text.removeprefix("/").split("/")]
    for one in segments:
        if one == ".." and not kept:
            raise _Bad
        if one == "..":
            kept.pop()
        elif one != ".":
            kept.append(one)
    open_end = "/" if kept and kept[-1] and segments[-1] in (".", "..") else ""
    return "/" + "/".join(kept) + open_end


def _escaped(text: str) -> str:
    """Git's normal form: needless escapes resolved, needed ones in capitals."""

    def one(found: "re.Match[str]") -> str:
        if not found[1] and not found[2]:
            raise _Bad
        sign = chr(int(found[1], 16)) if found[1] else found[2]
        plain = 0x1F < ord(sign) < 0x7F and sign not in _UNSAFE
        if plain and not (found[1] and sign in _RESERVED):
            return sign
        return "".join(f"%{byte:02X}" for byte in _bytes(sign, bool(found[1])))

    return _ESCAPE.sub(one, text)


def _bytes(sign: str, was_escaped: bool) -> bytes:
    return bytes([ord(sign)]) if was_escaped else sign.encode("utf-8", "surrogateescape")


def _matches_in_part(pattern: str, url: str) -> bool:
    """What git does with a pattern that is no whole URL: each part that is there must be equal."""
    given = _parts(url)
    return all(one in (None, other) for one, other in zip(_parts(pattern), given, strict=True))


def _parts(text: str) -> tuple[str | None, ...]:
    scheme, found, rest = text.partition("://")
    if not found:
        scheme, rest = "", text
    place = re.split(r"[/?#]", rest, maxsplit=1)[0]
    user, at, host = place.partition("@")
    path = unquote(rest[len(place) :].lstrip("/")).rstrip("/")
    name = unquote(user.partition(":")[0]) if at else None
    return scheme or None, name, unquote(host if at else place) or None, path or None
