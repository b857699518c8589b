"""Whether the host is reached on the port that git needs, and through which proxy."""

import socket
from urllib.parse import urlsplit
from urllib.request import proxy_bypass

from onboard.errors import OnboardError
from onboard.git.command import run
from onboard.places import Places
from onboard.situation.case import Network, Target

SECONDS = 8.0


def network(places: Places, target: Target) -> Network:
    """Looks the name up and opens a connection; in the sandbox nothing leaves the machine."""
    if not target.host:
        return Network()
    if target.scheme == "ssh":
        return Network(port=22)
    proxy, source = _proxy(places, target)
    if places.sandbox and not source:
        return Network()
    if proxy:
        return _through(proxy, source)
    return _direct(target.host, 443)


def _proxy(places: Places, target: Target) -> tuple[str, str]:
    """The proxy in force for git, and the setting or variable that names it."""
    asked = ("config", "--show-origin", "--get-urlmatch", "http.proxy", target.url)
    try:
        out = run(places, *asked, cwd=target.folder).out
    except OnboardError:
        out = ""
    origin, _, value = out.rstrip("\n").partition("\t")
    own = places.sandbox is not None and origin.endswith(places.env.get("GIT_CONFIG_SYSTEM", "\0"))
    if origin and not own:
        return value, origin.removeprefix("file:")
    if own or proxy_bypass(target.host):
        return "", ""
    for name in ("https_proxy", "all_proxy"):
        for spelled in (name, name.upper()):
            if places.env.get(spelled):
                return places.env[spelled], spelled
    return "", ""


def _through(proxy: str, source: str) -> Network:
    parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    shown = f"{parts.scheme}://{parts.hostname or ''}{f':{parts.port}' if parts.port else ''}"
    reached = _direct(parts.hostname or "", parts.port or 1080)
    return Network(443, reached.resolves, reached.connects, shown, source, reached.problem)


def _direct(host: str, port: int) -> Network:
    try:
        socket.getaddrinfo(host, port)
    except (OSError, UnicodeError) as error:
        return Network(port, False, None, problem=f"the name {host} is not known here: {error}")
    try:
        with socket.create_connection((host, port), SECONDS):
            return Network(port, True, True)
    except OSError as error:
        words = error.strerror or str(error)
        return Network(port, True, False, problem=f"{host} port {port}: {words}")
