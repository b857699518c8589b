"""What git starts for an ssh address: PuTTY, a program that is gone, ssh with more. Pure."""

from collections.abc import Iterator

from onboard.doctor.checks.ssh_edits import kept_out
from onboard.doctor.checks.taking_out import by_hand, taken_out
from onboard.doctor.finding import Edit, Finding, Severity
from onboard.situation.case import Case
from onboard.situation.ssh import SshView


def check(case: Case) -> Iterator[Finding]:
    """One error where git does not start an OpenSSH that is there."""
    view = kept_out(case)
    if view is None or not view.command_from:
        return
    if view.program is None:
        yield finding(
            case,
            view,
            "ssh-program-missing",
            f"The program that git is to start as ssh is not there: {view.command}",
            "git starts it for every ssh address, whatever the host.",
        )
    elif view.putty:
        yield finding(
            case,
            view,
            "putty",
            f"git starts PuTTY's program and not ssh: {view.command}",
            "It reads neither ~/.ssh/config nor the keys and host keys there, only Pageant's and "
            "its own.",
        )


def finding(case: Case, view: SshView, id_: str, summary: str, why: str) -> Finding:
    """What the command that git starts brings about, and how to be rid of it."""
    mend = command_out(case, view)
    return Finding(id_, Severity.ERROR, summary, view.command_from, why, _fix(case, view), mend)


def command_out(case: Case, view: SshView) -> Edit | None:
    """The edit that takes the setting out; None where a variable says so."""
    setting = case.git.settings.get("core.sshcommand")
    if setting is None or view.command_from.startswith("GIT_SSH"):
        return None
    return taken_out(case.git.lines, setting)


def _fix(case: Case, view: SshView) -> str:
    setting = case.git.settings.get("core.sshcommand")
    if view.command_from.startswith("GIT_SSH") or setting is None:
        name = view.command_from.split()[0]
        return f"Unset {name} where it is set, in a profile of your shell or your editor."
    return by_hand(setting, command_out(case, view))
