"""Git's own view of a credential: what it would send, and telling its helpers to keep or forget."""

import re
from collections.abc import Sequence
from pathlib import Path

from onboard.errors import BadInput, ToolFailed
from onboard.git.command import run
from onboard.places import Places
from onboard.secret import Secret


def fill(
    places: Places,
    url: str,
    cwd: Path | None = None,
    username: str | None = None,
    using: Sequence[str] | None = None,
) -> tuple[str, Secret] | None:
    """The user name and password that git would really send; None where it would have to ask.

    With `using`, as if those helpers were all that is configured.
    """
    asked = (*_instead(using), "credential", "fill")
    finished = run(places, *asked, stdin=_request(url, username), cwd=cwd)
    lines = (line.partition("=") for line in finished.out.splitlines())
    answer = {name: value for name, _, value in lines}
    if finished.status or "username" not in answer or "password" not in answer:
        return None
    return answer["username"], Secret(answer["password"])


def approve(
    places: Places,
    url: str,
    username: str,
    password: Secret,
    using: Sequence[str] | None = None,
    cwd: Path | None = None,
) -> None:
    """Let every configured helper, or those given, store it, as git does after a success."""
    _tell(places, "approve", _request(url, username, password), using, cwd)


def reject(
    places: Places,
    url: str,
    username: str | None,
    using: Sequence[str] | None = None,
    cwd: Path | None = None,
) -> None:
    """Let every helper, or those given, forget what it keeps for the URL (and user name)."""
    _tell(places, "reject", _request(url, username), using, cwd)


def _tell(
    places: Places,
    what: str,
    request: bytes,
    using: Sequence[str] | None = None,
    cwd: Path | None = None,
) -> None:
    finished = run(places, *_instead(using), "credential", what, stdin=request, cwd=cwd)
    if finished.status:
        raise ToolFailed(
            f"`git credential {what}` failed with exit status {finished.status}.",
            "Look at the credential helpers: git config --show-origin --get-all credential.helper",
            finished.err,
        )


def _instead(using: Sequence[str] | None) -> tuple[str, ...]:
    """Options that put these helpers in place of all others; an empty value forgets those."""
    values = () if using is None else ("", *using)
    return tuple(word for one in values for word in ("-c", f"credential.helper={one}"))


def _request(url: str, username: str | None = None, password: Secret | None = None) -> bytes:
    rows = [("url", url), ("username", username), ("password", password and password.reveal())]
    for name, value in rows:
        if value and re.search(r"[\r\n\0]", value):
            raise BadInput(f"The {name} contains a line break.", "Enter it again, on one line.")
    return "".join(f"{name}={value}\n" for name, value in rows if value).encode() + b"\n"
