"""Where a git config file says what: git names files but no lines, so we read as git does.

Source: git's config.c. A file that git refuses gives what stands before the fault.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

_SPACE, _END = " \t\n\r", ""
_ESCAPES = {"t": "\t", "b": "\b", "n": "\n", "\\": "\\", '"': '"'}


class Line(NamedTuple):
    """One setting of a file."""

    number: int
    """The line where its name stands, counted from 1."""
    key: str
    """In full, as git prints it."""
    value: str | None
    """None where there is not even a `=`."""


class Place(NamedTuple):
    """Where a value stands in the text: from its first character to behind its last."""

    begin: int
    end: int


class _Broken(Exception):
    """Git would refuse the file here."""


@dataclass
class _Source:
    text: str
    at: int = 0
    number: int = 1
    value_begin: int = 0
    value_end: int = 0

    def take(self) -> str:
        """The next character, line ends as `\\n`; at the end of the file nothing."""
        if self.text.startswith("\r\n", self.at):
            self.at += 1
        found = self.text[self.at : self.at + 1]
        self.at += 1
        self.number += found == "\n"
        return found

    def back(self) -> None:
        """One character back, never over a line end."""
        self.at -= 1


def read_lines(text: str) -> tuple[Line, ...]:
    """Every setting of the file's text, in order."""
    return tuple(line for line, _ in placed_lines(text))


def placed_lines(text: str) -> tuple[tuple[Line, Place], ...]:
    """Every setting of the file's text, in order, and where in the text its value stands."""
    mark = len(text) - len(text.removeprefix("\ufeff"))
    source, found = _Source(text, mark), []
    section = ""
    try:
        while (sign := source.take()) != _END:
            if sign in "#;":
                _skip_line(source)
            elif sign == "[":
                section = _section(source)
            elif sign not in _SPACE:
                source.back()
                line = _setting(source, section)
                found.append((line, Place(source.value_begin, source.value_end)))
    except _Broken:
        pass
    return tuple(found)


def written(value: str) -> str:
    """The value as a configuration file has it."""
    if not re.search(r"[\"\\#;\s]", value):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _skip_line(source: _Source) -> None:
    while source.take() not in ("\n", _END):
        pass


def _section(source: _Source) -> str:
    name = ""
    while (sign := source.take()) != "]":
        if sign == _END or sign == "\n":
            raise _Broken
        if sign in _SPACE:
            return f"{name}.{_subsection(source)}"
        if not _is_key(sign) and sign != ".":
            raise _Broken
        name += sign.lower()
    return name


def _subsection(source: _Source) -> str:
    sign = source.take()
    while sign in (" ", "\t", "\r"):
        sign = source.take()
    if sign != '"':
        raise _Broken
    name = ""
    while (sign := source.take()) != '"':
        if sign == "\\":
            sign = source.take()
        if sign in ("\n", _END):
            raise _Broken
        name += sign
    if source.take() != "]":
        raise _Broken
    return name


def _setting(source: _Source, section: str) -> Line:
    number, name = source.number, ""
    sign = source.take()
    if not (sign.isascii() and sign.isalpha()):
        raise _Broken
    while _is_key(sign):
        name += sign.lower()
        sign = source.take()
    while sign in (" ", "\t"):
        sign = source.take()
    key = f"{section}.{name}" if section else name
    if sign in ("\n", _END):
        return Line(number, key, None)
    if sign != "=":
        raise _Broken
    return Line(number, key, _value(source))


def _value(source: _Source) -> str:
    kept, spaces, quoted = list[str](), list[str](), False
    source.value_begin = source.value_end = source.at
    while (sign := source.take()) not in ("\n", _END):
        if not quoted and sign in _SPACE:
            if kept:
                spaces.append(" ")
            elif source.value_begin == source.value_end:
                source.value_begin = source.value_end = source.at
            continue
        if not quoted and sign in "#;":
            _skip_line(source)
            break
        kept += spaces
        spaces.clear()
        if sign == '"':
            quoted = not quoted
        elif sign == "\\":
            kept += _escape(source)
        else:
            kept.append(sign)
        source.value_end = source.at
    if quoted:
        raise _Broken
    return "".join(kept)


def _escape(source: _Source) -> str:
    sign = source.take()
    if sign in ("\n", _END):  # the value goes on in the next line
        return ""
    if sign not in _ESCAPES:
        raise _Broken
    return _ESCAPES[sign]


def _is_key(sign: str) -> bool:
    return sign.isascii() and (sign.isalnum() or sign == "-")
