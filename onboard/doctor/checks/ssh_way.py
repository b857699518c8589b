"""Whether ssh's way to the server is open: the port, a proxy of the person's own. Pure."""

import re
from collections.abc import Iterator

from onboard.doctor.checks.ssh_edits import (
    cut,
    first,
    is_ours_alone,
    own_section,
    resolved,
)
from onboard.doctor.finding import FIX, Finding, Severity
from onboard.situation.case import Case
from onboard.situation.ssh import SshLine, SshView

PORT = "22"
"""CodeCommit's SSH answers at no other. Source: CodeCommit user guide, "Setup for SSH"."""
BY = ("proxycommand", "proxyjump")
CLOSED = re.compile(
    r"ssh: connect to host|could not resolve hostname|connection (?:closed|refused|reset|timed out)"
    r"|broken pipe|banner exchange",
    re.IGNORECASE,
)
"""What ssh says where it did not come as far as to hear of the server's key."""


def check(case: Case) -> Iterator[Finding]:
    """The one setting, or the network itself, that keeps ssh from the server."""
    view = resolved(case)
    if view is None or case.attempt is None or not CLOSED.search(case.attempt.said):
        return
    port, line = view.first("port"), first(view, "port", view.first("port"))
    if port != PORT and line:
        yield _port(case, view, port, line)
        return
    for option in BY:
        value = view.first(option)
        line = first(view, option, value) if value else None
        if line:
            yield _by(case, line, option)
            return
    if view.reach is not None and view.reach.problem:
        yield Finding(
            "proxy-or-dns",
            Severity.ERROR,
            f"{view.host} is not reached: {view.reach.problem}",
            f"{view.host} port {view.reach.port}",
            "Without a way to the server git can do nothing.",
            "Look at the network: many let out nothing but port 443. HTTPS goes by that one: "
            "onboard setup",
        )


def _port(case: Case, view: SshView, port: str, line: SshLine) -> Finding:
    mend = cut(line) if is_ours_alone(line) else own_section(case, view, f"Port {PORT}")
    return Finding(
        "proxy-or-dns",
        Severity.ERROR,
        f"ssh goes to port {port} of {case.target.host}, and CodeCommit answers at {PORT} alone.",
        line.where,
        f"It stands in the section {line.section}." if line.section else "It is for every host.",
        FIX if mend else f"Give CodeCommit's hosts a section with Port {PORT} above that line.",
        mend,
    )


def _by(case: Case, line: SshLine, option: str) -> Finding:
    name = {"proxycommand": "ProxyCommand", "proxyjump": "ProxyJump"}[option]
    said = case.attempt.said.strip().splitlines() if case.attempt else []
    words = next((one.strip() for one in said if one.strip()), "it said nothing")
    return Finding(
        "proxy-or-dns",
        Severity.ERROR,
        f"ssh's own way to {case.target.host} leads nowhere: {words}",
        line.where,
        f"ssh goes there by {name} {line.value} only.",
        "Start that program or join its network (a VPN, say); if CodeCommit needs no such way, "
        f"give its hosts a section with {name} none above that line.",
    )
