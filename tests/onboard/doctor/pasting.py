"""What happens to an output on its way into a question: wrapped, quoted, coloured, stamped."""

from collections.abc import Callable, Mapping

Paste = Callable[[str], str]


def wrapped(width: int) -> Paste:
    """As a terminal of that width breaks lines, in the middle of words."""

    def paste(text: str) -> str:
        lines = text.split("\n")
        cut = [line[at : at + width] for line in lines for at in range(0, len(line) or 1, width)]
        return "\n".join(cut)

    return paste


def before_each_line(mark: str) -> Paste:
    return lambda text: "\n".join(mark + line for line in text.split("\n"))


def coloured(text: str) -> str:
    """Every word in a colour, and the title of the terminal set in between."""
    words = text.split(" ")
    return "\x1b]0;jane@host\x07" + " ".join(f"\x1b[1;31m{word}\x1b[0m" for word in words)


def quoted_and_wrapped(text: str) -> str:
    """As mail programs do it, twice."""
    return before_each_line("> ")(wrapped(72)(before_each_line("> ")(text)))


PASTES: Mapping[str, Paste] = {
    "60 columns": wrapped(60),
    "80 columns": wrapped(80),
    "mail": quoted_and_wrapped,
    "colours": coloured,
    "a log": before_each_line("2026-11-26T10:00:00.123Z [ERROR]: "),
    "Jenkins": before_each_line("10:00:00 "),
    "terraform": before_each_line("│ "),
    "Windows": lambda text: text.replace("\n", "\r\n"),
    "JSON": lambda text: text.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"'),
    "a web page": lambda text: text.replace("&", "&amp;").replace("'", "&#39;"),
    "curly": lambda text: text.replace("'", "’"),
}
