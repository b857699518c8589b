"""Whether ssh trusts the key that the server shows, and whether it is AWS's. Pure."""

import re
from collections.abc import Iterator

from onboard.doctor.checks.ssh_edits import in_file, resolved
from onboard.doctor.finding import FIX, Edit, Finding, Mend, SetUpAgain, Severity
from onboard.situation import Method
from onboard.situation.case import Case
from onboard.situation.ssh import KnownHost, SshView

TOLD = re.compile(
    r"fingerprint for the \S+ key sent by the remote host is\s+SHA256:([A-Za-z0-9+/]{43})"
)
"""How ssh tells the key that a server shows where another is expected."""
REFUSED = re.compile(r"host key verification failed|host key is known for", re.IGNORECASE)


def check(case: Case) -> Iterator[Finding]:
    """A key that is not the published one: the server's, or the one that is remembered."""
    return (one for one in _found(case) if one.id == "hostkey-changed")


def check_unknown(case: Case) -> Iterator[Finding]:
    """No key is remembered yet."""
    return (one for one in _found(case) if one.id == "hostkey-unknown")


def _found(case: Case) -> Iterator[Finding]:
    view = resolved(case)
    if view is None or case.attempt is None or not REFUSED.search(case.attempt.said):
        return
    told = TOLD.search(case.attempt.said)
    shown = told[1] if told else view.offered
    published = case.situation.published_host_keys.get(view.host, "")
    if not published:
        yield _unpublished(view, shown)
    elif shown and shown != published:
        yield _impostor(view, shown, published)
    elif view.known:
        yield _stale(view, view.known[0], shown == published)
    else:
        yield _unknown(view, shown == published)


def _impostor(view: SshView, shown: str, published: str) -> Finding:
    return Finding(
        "hostkey-changed",
        Severity.ERROR,
        f"{view.host} shows the host key SHA256:{shown}, and AWS publishes SHA256:{published}.",
        f"{view.host} port {view.first('port') or 22}",
        "Somebody between you and AWS may answer in its place, or AWS has changed the key.",
        "Do not go on from this network, and take nothing out of known_hosts: ask your network "
        "team, and compare with the fingerprints in the CodeCommit user guide.",
    )


def _stale(view: SshView, one: KnownHost, sure: bool) -> Finding:
    mend = _without(view, one) if sure else None
    hand = f"ssh-keygen -R {view.host} -f '{one.file}'"
    return Finding(
        "hostkey-changed",
        Severity.ERROR,
        f"known_hosts has another key for {view.host} than AWS publishes.",
        in_file(one.file, one.line),
        "The server shows the published one now, so that line is an old one of a test or of "
        "another server."
        if sure
        else "The server's key could not be fetched, so who is right is not known yet.",
        FIX if mend else f"Once it is the published one that the server shows: {hand}",
        mend,
    )


def _unknown(view: SshView, sure: bool) -> Finding:
    mend: Mend | None = SetUpAgain(Method.SSH, adopt=True) if sure else None
    return Finding(
        "hostkey-unknown",
        Severity.ERROR,
        f"ssh does not know the host key of {view.host} yet, and nobody was there to compare it.",
        _file(view),
        "The server shows the key that AWS publishes."
        if sure
        else "The key could not be fetched, so it was not compared with the published one.",
        FIX if mend else "onboard setup --method ssh compares the key and remembers it.",
        mend,
    )


def _unpublished(view: SshView, shown: str) -> Finding:
    what = f" It shows SHA256:{shown}." if shown else ""
    changed = bool(view.known)
    return Finding(
        "hostkey-changed" if changed else "hostkey-unknown",
        Severity.ERROR,
        f"ssh {'knows another' if changed else 'does not know the'} host key of {view.host}.{what}",
        in_file(view.known[0].file, view.known[0].line) if changed else _file(view),
        "AWS publishes no fingerprint for this Region that onboard knows.",
        "Compare the fingerprint with your administrator, then: "
        "onboard setup --method ssh --host-key SHA256:…",
    )


def _file(view: SshView) -> str:
    return str(view.config.with_name("known_hosts")) if view.config else "known_hosts"


def _without(view: SshView, one: KnownHost) -> Edit | None:
    """The line without the host: it may name others, which keep their key."""
    names, _, rest = one.text.strip().partition(" ")
    if names.startswith("@") or any(sign in names for sign in "*?!"):
        return None
    left = [name for name in names.split(",") if name.lower() != view.host.lower()]
    if names.startswith("|") or not any(_is_a_host(name) for name in left):
        return Edit(one.file, ((one.line, one.text),))
    return Edit(one.file, ((one.line, one.text),), (f"{','.join(left)} {rest}",))


def _is_a_host(name: str) -> bool:
    """Whether it is more than an address that the host had once."""
    return not re.fullmatch(r"[\d.]+|[0-9a-fA-F:]*:[0-9a-fA-F:.]*", name)
