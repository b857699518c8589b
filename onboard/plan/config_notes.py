"""What the reader must know of their ssh configuration, and which of their lines give way: pure."""

from fnmatch import fnmatchcase

from onboard.situation import ConfigCommand, HandWritten, Setup, Situation


def config_notes(situation: Situation, setup: Setup, pattern: str) -> tuple[str, ...]:
    """A note per command that ssh runs by itself, and per hand-written section."""
    machine = situation.machine
    told = [_runs(one) for one in machine.ssh_commands]
    told += [_stands(one, setup, pattern) for one in machine.hand_written]
    return tuple(told)


def adopted_texts(situation: Situation, setup: Setup, pattern: str) -> tuple[str, ...]:
    """The exact lines that our block takes the place of."""
    if not setup.adopt:
        return ()
    found = situation.machine.hand_written
    return tuple(one.text for one in found if not why_left(one, pattern))


def why_left(found: HandWritten, pattern: str) -> str:
    """Why a section cannot give way to a block for that pattern; empty where it can."""
    if not found.text:
        return "it stands in another file"
    if not found.hosts:
        return "it is a Match section"
    if any(not fnmatchcase(one.lower(), pattern) for one in found.hosts):
        return "it is for other hosts as well"
    if found.others:
        return f"it also sets {', '.join(found.others)}"
    return ""


def _runs(one: ConfigCommand) -> str:
    return (
        f"{one.file}, line {one.line}: ssh runs the command `{one.command}` whenever it reads this "
        "file (Match exec), so fetching the host key and the proof run it as well. It was not run "
        "in advance: what ssh makes of the new block is not tried before it is written."
    )


def _stands(found: HandWritten, setup: Setup, pattern: str) -> str:
    hosts = " ".join(found.hosts) or "CodeCommit"
    begin = f"{found.file}, line {found.line}: your own lines for {hosts} ({_names(found)})"
    why = why_left(found, pattern)
    if setup.adopt and not why:
        return f"{begin} give way to the block of onboard."
    stay = "stay as they are; the block of onboard stands above them and wins"
    if why:
        return f"{begin} {stay}. They could not be replaced: {why}."
    return f"{begin} {stay}. To replace them: --existing-block adopt"


def _names(found: HandWritten) -> str:
    there = {True: "which is there", False: "which is not there", None: ""}[found.key_there]
    file = f"IdentityFile {found.identity_file}" if found.identity_file else "no IdentityFile"
    parts = (f"User {found.user}" if found.user else "no User", file, there)
    return ", ".join(part for part in parts if part)
