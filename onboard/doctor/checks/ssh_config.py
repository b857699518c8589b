"""Whether ssh can read its configuration, and may be asked about it at all. Pure."""

import re
from collections.abc import Iterator

from onboard.doctor.checks.ssh_edits import in_file
from onboard.doctor.finding import FIX, Edit, Finding, Protect, Severity
from onboard.situation import ConfigCommand, Unknown
from onboard.situation.case import Case
from onboard.situation.ssh import LooseFile, SshLine, SshView
from onboard.ssh.names import ELSEWHERE, meant

UNREAD = "ssh-config-unread"
LOOSE = "Bad owner or permissions on"
"""ssh's words, and not the mode, tell: some builds allow the group that is the person's alone."""
_BY_HAND = "Correct that line with an editor, or put a # in front of it."
_OPTION = re.compile(r"Bad configuration option: (\S+)", re.IGNORECASE)
_BOM, _MARK = "\ufeff", "\\357\\273\\277"
"""A byte order mark, and how ssh prints one."""


def check(case: Case) -> Iterator[Finding]:
    """Files that somebody else may write, a line that ssh does not know, a command it would run."""
    view = case.ssh
    if view is None or isinstance(view, Unknown) or case.let_in:
        return
    for command in view.runs:
        yield _runs(case, command)
    loose = [one for one in view.loose if view.problem.startswith(f"{LOOSE} {one.file}")]
    if loose:
        yield _loose(loose[0])
    elif view.problem:
        yield _unread(view)


def _loose(one: LooseFile) -> Finding:
    mode = one.mode & ~0o022
    return Finding(
        "config-permissions",
        Severity.ERROR,
        f"Others may write {one.file}, so ssh refuses to read it."
        if one.mine
        else f"{one.file} belongs to somebody else, so ssh refuses to read it.",
        f"{one.file}, mode {one.mode:04o}",
        "Who can write that file can make ssh run anything.",
        FIX if one.mine else f'Make it yours: sudo chown "$USER" {one.file}',
        Protect(one.file, mode) if one.mine else None,
    )


def _runs(case: Case, one: ConfigCommand) -> Finding:
    return Finding(
        "ssh-runs-commands",
        Severity.NOTE,
        f"ssh runs a command whenever it goes to {case.target.host}: {one.command}",
        in_file(one.file, one.line),
        "So neither ssh nor git was started here: what a file says is not run unasked.",
        f"See for yourself: git ls-remote {case.target.url}",
    )


def _unread(view: SshView) -> Finding:
    line, option = view.unread, _OPTION.search(view.problem)
    if line is None:
        return _finding(f"ssh cannot read its configuration: {view.problem}", str(view.config))
    said = _said(line, option[1]) if option else f"ssh cannot read this line: {view.problem}."
    mend = _mend(view, line, option[1] if option else "")
    return _finding(said, line.where, FIX if mend else _BY_HAND, mend)


def _said(line: SshLine, option: str) -> str:
    name = _spelled(line, option)
    whose, right = ELSEWHERE.get(option.lower(), ""), meant(option)
    if option.startswith(_MARK):
        return "The ssh configuration begins with a byte order mark, which ssh takes for letters."
    if whose:
        return f"This ssh does not know the option {name}; {whose} ssh does."
    return f"ssh does not know the option {name}.{f' {right} is meant, perhaps.' * bool(right)}"


def _mend(view: SshView, line: SshLine, option: str) -> Edit | None:
    """A spelling put right, an option of another ssh let be, a value that is none taken out."""
    here = ((line.number, line.text),)
    if line.text.startswith(_BOM):
        return Edit(line.file, here, (line.text.removeprefix(_BOM),))
    if option and option.lower() in ELSEWHERE:
        return _let_be(view, line, option) or Edit(line.file, here, (_commented(line.text),))
    if option and meant(option):
        put = re.sub(re.escape(option), meant(option), line.text, count=1, flags=re.IGNORECASE)
        return Edit(line.file, here, (put,))
    if option or line.keyword in ("host", "match"):
        return None  # it may be the head of a section, and what follows would change
    return Edit(line.file, here, (_commented(line.text),))


def _let_be(view: SshView, line: SshLine, option: str) -> Edit | None:
    """One list of what to ignore counts; where there is one already, ours would take its place."""
    if view.ignores or view.first_line is None or line.file != view.config:
        return None
    name = _spelled(line, option)
    return Edit(line.file, ((1, view.first_line),), (f"IgnoreUnknown {name}", view.first_line))


def _spelled(line: SshLine, option: str) -> str:
    """As it stands there: ssh tells it in small letters."""
    words = line.text.split()
    name = words[0].partition("=")[0] if words else ""
    return name if name.lower() == option.lower() else option


def _commented(text: str) -> str:
    bare = text.lstrip()
    return f"{text[: len(text) - len(bare)]}# {bare}"


def _finding(summary: str, where: str, fix: str = _BY_HAND, mend: Edit | None = None) -> Finding:
    why = "One such line and ssh goes nowhere at all, to no host."
    return Finding(UNREAD, Severity.ERROR, summary, where, why, fix, mend)
