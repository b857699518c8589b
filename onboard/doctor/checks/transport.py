"""Whether git's way to the server is open: the name, the proxy, the certificate. Pure."""

import re
from collections.abc import Iterator

from onboard.doctor.checks.taking_out import by_hand, taken_out
from onboard.doctor.finding import Finding, Severity
from onboard.git.config import is_codecommit
from onboard.git.troubles import where
from onboard.situation import HelperEntry
from onboard.situation.case import Case

CERTIFICATE = re.compile(r"certificate|SSL|TLS|CAfile", re.IGNORECASE)
FALSE = ("false", "no", "off", "0")


def check(case: Case) -> Iterator[Finding]:
    """A dead proxy, an unknown name, a closed port; a wrong file of certificates, or none asked."""
    if case.target.scheme not in ("https", "grc"):
        return
    if not case.let_in:
        yield from _unreachable(case)
        yield from _certificates(case)
    yield from _unchecked(case)


def _unreachable(case: Case) -> Iterator[Finding]:
    net, proxy = case.network, case.git.settings.get("http.proxy")
    if net.resolves is not False and net.connects is not False:
        return
    if net.proxy:
        place = where(proxy) if proxy else net.proxy_from
        yield Finding(
            "proxy-or-dns",
            Severity.ERROR,
            f"The proxy that git goes through does not answer: {net.problem}",
            place,
            f"git reaches {case.target.host} through {net.proxy} only.",
            "Start that proxy or join its network (a VPN, say); if it is not needed any more: "
            f"{_unset(proxy, net.proxy_from)}",
        )
        return
    yield Finding(
        "proxy-or-dns",
        Severity.ERROR,
        f"{case.target.host} is not reached: {net.problem}",
        f"{case.target.host} port {net.port}",
        "Without a way to the server git can do nothing.",
        "Look at the network: is this machine online, is a VPN or a proxy needed, does a firewall "
        "close the port?",
    )


def _certificates(case: Case) -> Iterator[Finding]:
    said = case.attempt.said if case.attempt else ""
    setting = case.git.settings.get("http.sslcainfo")
    if setting is None or not CERTIFICATE.search(said):
        return
    scoped = is_codecommit(setting.url)
    mend = taken_out(case.git.lines, setting) if scoped else None
    yield Finding(
        "tls-interception",
        Severity.ERROR,
        "git is told to trust the certificates of one file only, and the server's is not of them.",
        where(setting),
        f"http.sslCAInfo names {setting.value}; git then asks no other list.",
        by_hand(setting, mend)
        if scoped
        else "Other servers may need that setting: give CodeCommit its own, with a file that has "
        f"AWS's certificate authorities: git config --global "
        f"http.https://{case.target.host}.sslCAInfo FILE",
        mend,
    )


def _unchecked(case: Case) -> Iterator[Finding]:
    setting = case.git.settings.get("http.sslverify")
    if setting is None or setting.value.lower() not in FALSE:
        return
    mend = taken_out(case.git.lines, setting) if is_codecommit(setting.url) else None
    yield Finding(
        "tls-not-checked",
        Severity.WARNING,
        "git accepts any certificate, so anybody on the way can pose as CodeCommit.",
        where(setting),
        "Your password and your code go to whoever answers.",
        by_hand(setting, mend),
        mend,
    )


def _unset(setting: HelperEntry | None, source: str) -> str:
    if setting is None:
        return f"unset {source}"
    key = f"http.{setting.url}.proxy" if setting.url else "http.proxy"
    return f"git config --{setting.scope} --unset {key}"
