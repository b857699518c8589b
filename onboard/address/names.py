"""Names of repositories, and the path where they stand in an address."""

import re
from urllib.parse import unquote

from onboard.errors import BadInput

NAME = re.compile(r"[A-Za-z0-9._-]{1,100}")
"""Source: CodeCommit API reference, RepositoryName."""
_PATH = re.compile(
    r"/*(?P<lead>(?:v\d+/+)?(?:repos?|repositor(?:y|ies))/+)?(?P<name>[^/]+)(?P<tail>/.*)?"
)
_OF_GIT = ("/", "/info/refs", "/git-upload-pack", "/git-receive-pack")
"""What git itself puts after a repository's path."""


def checked_name(text: str) -> tuple[str, tuple[str, ...]]:
    """The repository's name, and what was wrong with it; raises BadInput for what cannot be one."""
    name = unquote(text)
    notes: tuple[str, ...] = ()
    if name.lower().endswith(".git") and len(name) > len(".git"):
        name = name[: -len(".git")]
        notes = ("Names of CodeCommit repositories do not end in .git.",)
    if not NAME.fullmatch(name) or name in (".", ".."):
        raise BadInput(
            f"{name[:120]!r} cannot be the name of a CodeCommit repository: letters, digits and "
            "the signs . _ - only, 100 at most.",
            "Check the address; `onboard status` and the AWS console list the repositories.",
        )
    return name, notes


def name_in_path(path: str) -> tuple[str, tuple[str, ...]]:
    """The name in the path of a Git address, likewise; query and fragment are no part of it."""
    plain = re.split(r"[?#]", path, maxsplit=1)[0]
    found = _PATH.fullmatch(plain)
    if found is None or (not found["lead"] and found["name"] in ("v1", "repos")):
        raise BadInput(
            "The address names no repository.",
            "It must end with /v1/repos/ and the repository's name.",
        )
    tail = re.sub(r"/+", "/", found["tail"] or "")
    if tail and tail.rstrip("/") not in ("", *_OF_GIT):
        raise BadInput(
            f"The path {_cut(unquote(plain))!r} has more in it than a repository's name, and "
            "names contain no /.",
            "It must end with /v1/repos/ and the repository's name.",
        )
    name, notes = checked_name(found["name"])
    return name, (*_path_notes(plain, found["lead"] or "", tail), *notes)


def _path_notes(plain: str, lead: str, tail: str) -> tuple[str, ...]:
    notes = []
    if lead.rstrip("/") != "v1/repos" or "//" in plain:
        notes.append("The path of a repository is /v1/repos/ and its name.")
    if tail == "/":
        notes.append("A slash at the end can make the repository unfindable; it is taken off.")
    return tuple(notes)


def _cut(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:119]}…"
