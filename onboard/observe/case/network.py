"""Whether the host is reached on the port that git needs, and through which proxy."""

import socket
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urlsplit

from onboard.places import Places
from onboard.situation.case import GitView, Target
from onboard.situation.network import Network

SECONDS = 8.0
HTTPS, SSH = 443, 22
USUAL_PROXY_PORT = 1080
"""curl's own default. Source: curl's manual, --proxy."""
PROXIES = ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
"""Source: curl's manual, "ENVIRONMENT"; the AWS tools take the first two."""
ENDPOINTS = ("AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL")


class Proxy(NamedTuple):
    """Where a proxy is; `shown` has no password."""

    host: str
    port: int
    shown: str


def network(places: Places, target: Target, git: GitView) -> Network:
    """Looks the name up and opens a connection; in the sandbox nothing leaves the machine."""
    found = Network(endpoint_from=_first(places, ENDPOINTS), aws_proxy_from=_aws_proxy(places))
    if target.scheme == "ssh":
        return replace(found, port=SSH)
    text, source = _proxy(places, target, git)
    if not target.host or (places.sandbox and not text):
        return found
    if not text:
        return reached(found, target.host, HTTPS)
    proxy = _parsed(text)
    if proxy is None:
        words = "the address of the proxy cannot be read"
        return replace(found, proxy_from=source, connects=False, problem=words)
    found = replace(found, proxy=proxy.shown, proxy_from=source)
    if places.sandbox and not proxy.host.startswith("127."):
        return found
    return reached(found, proxy.host, proxy.port)


def _proxy(places: Places, target: Target, git: GitView) -> tuple[str, str]:
    """The proxy in force for git, and the setting or variable that names it.

    The sandbox has a setting of its own, which counts before any variable.
    """
    setting = git.settings.get("http.proxy")
    if setting is not None:
        place = f"{setting.origin}:{setting.line}" if setting.line else setting.origin
        return setting.value, f"http.proxy in {place}"
    name = "" if places.sandbox else _variable(places, target.host, PROXIES)
    return places.env.get(name, ""), name


def _aws_proxy(places: Places) -> str:
    """The variable that sends AWS's tools through a proxy; empty without one."""
    endpoint = urlsplit(places.env.get(_first(places, ENDPOINTS), "https://sts.amazonaws.com"))
    plain = endpoint.scheme == "http"
    names = ("http_proxy", "HTTP_PROXY") if plain else PROXIES[:2]
    return _variable(places, endpoint.netloc.rpartition("@")[2].partition(":")[0], names)


def _variable(places: Places, host: str, names: tuple[str, ...]) -> str:
    no = places.env.get("no_proxy") or places.env.get("NO_PROXY") or ""
    parts = [one.strip().lower().lstrip(".") for one in no.split(",")]
    direct = any(one and (one == "*" or f".{host}".endswith(f".{one}")) for one in parts)
    return "" if direct else _first(places, names)


def _first(places: Places, names: tuple[str, ...]) -> str:
    return next((name for name in names if places.env.get(name)), "")


def _parsed(text: str) -> Proxy | None:
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    shown = f"{parts.scheme}://{host}{f':{port}' if port else ''}"
    return Proxy(host, port or USUAL_PROXY_PORT, shown) if host else None


def reached(found: Network, host: str, port: int) -> Network:
    try:
        socket.getaddrinfo(host, port)
    except (OSError, UnicodeError) as error:
        words = f"the name {host} is not known here ({_words(error)})"
        return replace(found, resolves=False, problem=words)
    try:
        with socket.create_connection((host, port), SECONDS):
            return replace(found, resolves=True, connects=True)
    except OSError as error:
        words = f"{host} does not answer on port {port} ({_words(error)})"
        return replace(found, resolves=True, connects=False, problem=words)


def _words(error: Exception) -> str:
    return str(getattr(error, "strerror", "") or error)
