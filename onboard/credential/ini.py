"""A small reader of `~/.aws` files that agrees with botocore's, or declines to read at all."""

NESTED = "\n"
"""What the value of an option begins with that holds an indented block (`s3 =`)."""


class Unusual(Exception):
    """The file is not an ordinary one: botocore has to say what it means."""


def read(data: bytes) -> "dict[str, dict[str, str]]":
    """Section → option → value, for files without surprises; raises Unusual for any other.

    Ordinary is: `[section]` and `option = value` at the start of a line, comments on their own
    lines, indented blocks below an empty value, nothing twice. Botocore reads with configparser,
    whose rules for everything else (continuations, `:`, `[DEFAULT]`, encodings) stay its own.
    """
    sections: dict[str, dict[str, str]] = {}
    section: dict[str, str] | None = None
    option = ""
    for line in _lines(data):
        if line[0] in " \t":
            _nest(section, option, line)
        elif line[0] == "[":
            option, section = "", _open(sections, line)
        else:
            option = _set(section, line)
    return sections


def _lines(data: bytes) -> "list[str]":
    """The lines that are neither empty nor comments."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Unusual from None
    lines = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        start = line.lstrip(" \t")[:1]
        if start and start not in "#;":
            if not line.isascii() or not line.replace("\t", " ").isprintable():
                raise Unusual
            lines.append(line.rstrip(" \t"))
    return lines


def _open(sections: "dict[str, dict[str, str]]", line: str) -> "dict[str, str]":
    name = line[1:-1]
    if line[-1] != "]" or not name or "[" in name or "]" in name:
        raise Unusual
    if name in sections or name == "DEFAULT":
        raise Unusual
    sections[name] = {}
    return sections[name]


def _set(section: "dict[str, str] | None", line: str) -> str:
    key, equals, value = line.partition("=")
    option = key.rstrip(" \t").lower()
    if section is None or not equals or not option or ":" in key or option in section:
        raise Unusual
    section[option] = value.strip(" \t")
    return option


def _nest(section: "dict[str, str] | None", option: str, line: str) -> None:
    if section is None or not option or "=" not in line:
        raise Unusual
    value = section[option]
    if value and not value.startswith(NESTED):
        raise Unusual
    section[option] = value + NESTED + line.strip(" \t")
