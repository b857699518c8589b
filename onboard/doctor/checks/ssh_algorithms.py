"""Whether ssh may use RSA keys there: CodeCommit has no others. Pure."""

from collections.abc import Iterator

from onboard.doctor.checks.ssh_edits import cut, is_ours_alone, own_section, resolved
from onboard.doctor.finding import FIX, Finding, Severity
from onboard.situation.case import Case
from onboard.situation.ssh import SshLine, SshView

RSA = frozenset(
    {"rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"}
    | {f"rsa-sha2-{bits}-cert-v01@openssh.com" for bits in (256, 512)}
)
WANTED = "rsa-sha2-512,rsa-sha2-256"
OPTIONS = (
    ("hostkeyalgorithms", "HostKeyAlgorithms", "The server shows an RSA key, and ssh is to take"),
    (
        "pubkeyacceptedalgorithms",
        "PubkeyAcceptedAlgorithms",
        "IAM has an RSA key of yours, and ssh is to use",
    ),
)
OLD_NAMES = {"pubkeyacceptedalgorithms": ("pubkeyacceptedkeytypes", "pubkeyacceptedalgorithms")}


def check(case: Case) -> Iterator[Finding]:
    """An error for each list that leaves out RSA keys."""
    view = resolved(case)
    if view is None:
        return
    for option, name, summary in OPTIONS:
        allowed = view.first(option)
        if not allowed or not RSA.isdisjoint(allowed.split(",")):
            continue
        line = _line(view, option)
        if line is not None:
            yield _finding(case, view, name, f"{summary} none.", line)


def _line(view: SshView, option: str) -> SshLine | None:
    names = OLD_NAMES.get(option, (option,))
    return next((one for one in view.lines if one.keyword in names), None)


def _finding(case: Case, view: SshView, name: str, summary: str, line: SshLine) -> Finding:
    # in the person's own words: an older ssh does not know the newer name
    spelled = line.text.split()[0].partition("=")[0] if line.text.split() else name
    wanted = f"{spelled} +{WANTED}"
    mend = cut(line) if is_ours_alone(line) else own_section(case, view, wanted)
    return Finding(
        "ssh-rsa-disabled",
        Severity.ERROR,
        summary,
        line.where,
        f"{name} lists what ssh may use, and no RSA is in it; CodeCommit has RSA keys only.",
        FIX if mend else f"Give CodeCommit's hosts a section with {wanted} above that line.",
        mend,
    )
