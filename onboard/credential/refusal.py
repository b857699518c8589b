"""The one line on standard error when the helper cannot answer: what, and what mends it."""

LIMIT = 400


class CannotAnswer(Exception):
    """The helper has no answer; `mend` is what to do, in one sentence. No secrets in either."""

    def __init__(self, message: str, mend: str = "", exit_status: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend
        self.exit_status = exit_status

    def line(self) -> str:
        """One printable line: no line breaks, no terminal escapes, whatever the texts came with."""
        text = f"onboard: {self.message}. {self.mend}".rstrip()
        return one_line(text if len(text) <= LIMIT else text[: LIMIT - 1] + "…") + "\n"


def one_line(text: str) -> str:
    """The text with everything a terminal might obey replaced."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def command(words: str, profile: "str | None" = None) -> str:
    """`Run: aws sso login --profile NAME`, quoted so that it can be pasted into a shell."""
    return f"Run: {words}" if profile is None else f"Run: {words} --profile {quoted(profile)}"


def quoted(text: str) -> str:
    """The text as one inert word of a shell command."""
    import shlex

    return shlex.quote(one_line(text))
