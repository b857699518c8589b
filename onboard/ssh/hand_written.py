"""The sections for CodeCommit's hosts that a person wrote into an ssh configuration."""

import os
from pathlib import Path

from onboard.places import Places
from onboard.situation import HandWritten
from onboard.ssh.config import spans
from onboard.ssh.reading import ConfigFile
from onboard.ssh.syntax import Section, sections

_OURS = ("user", "identityfile", "identitiesonly")
"""What our own block sets."""


def hand_written(places: Places, read: tuple[ConfigFile, ...]) -> tuple[HandWritten, ...]:
    """Every section that names a CodeCommit host, our own blocks left out."""
    return tuple(
        _described(places, file, section)
        for file in read
        for section in sections(file.content)
        if any("git-codecommit" in word.lower() for word in section.head.words)
        and not any(begin <= section.head.start < end for begin, end in spans(file.content))
    )


def _described(places: Places, file: ConfigFile, section: Section) -> HandWritten:
    own, identity = file.path == places.ssh_config, section.first("identityfile")
    text = file.content[section.head.start : section.end] if own else b""
    others = (one.keyword for one in section.options if one.keyword not in _OURS)
    return HandWritten(
        file=file.path,
        line=section.head.number,
        hosts=section.head.words if section.head.keyword == "host" else (),
        user=section.first("user"),
        identity_file=identity,
        key_there=_there(places, identity) if identity else None,
        others=tuple(dict.fromkeys(others)),
        text=text.decode("utf-8", "surrogateescape"),
    )


def _there(places: Places, identity: str) -> bool | None:
    """ssh takes `~` from passwd; other `%` signs and variables are known to it alone."""
    text = identity.replace("%d", "~", 1) if identity.startswith("%d") else identity
    text = text.replace("%%", "\0")
    if "%" in text or "${" in text:
        return None
    text = text.replace("\0", "%")
    path = Path(os.path.join(places.passwd_home, text[2:]) if text.startswith("~/") else text)
    try:
        return path.is_file() if path.is_absolute() else None
    except OSError:
        return None
