"""Add a profile to the AWS files: a pasted access key, or a credential process."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from onboard import files
from onboard.errors import BadInput
from onboard.secret import Secret
from onboard.steps.step import Bench
from onboard.work import Done, Shown

KEY_LINES = ("aws_access_key_id", "aws_secret_access_key", "aws_session_token")


@dataclass(frozen=True)
class AddProfile:
    """Append one section; every byte that is there stays, and no backup copies a secret."""

    file: Path
    section: str
    """The header as the file wants it: `work`, or `profile work` in the config file."""
    settings: tuple[tuple[str, str], ...]
    pasted: bool = False
    """Whether the pasted access key goes in as well."""
    kind: ClassVar[str] = "add-profile"

    def show(self) -> Shown:
        lines = [f"[{self.section}]", *(f"{name} = {value}" for name, value in self.settings)]
        if self.pasted:
            lines += [f"{name} = ••••••••" for name in KEY_LINES[:2]]
        return Shown(
            summary=f"Add the section [{self.section}]",
            where="Here",
            target=str(self.file),
            before="",
            after="".join(f"{line}\n" for line in lines),
            undone="The section is taken out again.",
            brief=f"{len(lines)} lines added",
        )

    def check(self, bench: Bench) -> None:
        files.check_replaceable(self.file)
        content = files.read(self.file) or b""
        if self._header().search(content):
            raise BadInput(
                f"{self.file} has a section [{self.section}] already; it was left as it is.",
                "Choose another profile name.",
            )

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        content, added = files.read(self.file), self._added(bench)
        after = files.digest((content or b"") + added)
        return {"after": after, "added": len(added), "existed": content is not None}

    def apply(self, bench: Bench) -> Done:
        content = files.read(self.file) or b""
        files.replace(self.file, content + self._added(bench), None)
        return Done()

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        files.clear_leftovers(self.file)
        content = files.read(self.file)
        if content is None or not self._header().search(content):
            return ""
        if files.digest(content) == given["after"]:
            return self._write(content[: -int(given["added"])], bool(given["existed"]))
        self._write(self._without(content), existed=True)
        return f"{self.file} was edited since: only the section [{self.section}] was taken out."

    def _added(self, bench: Bench) -> bytes:
        content = files.read(self.file) or b""
        end = b"\r\n" if b"\r\n" in content else b"\n"
        gap = end if content and not content.endswith((b"\n", b"\r")) else b""
        return gap + b"".join(line.encode() + end for line in self._lines(bench))

    def _lines(self, bench: Bench) -> list[str]:
        lines = [f"[{self.section}]", *(f"{name} = {value}" for name, value in self.settings)]
        if self.pasted:
            own = bench.materials
            if own.access_key is None or own.secret_key is None:
                raise BadInput(
                    "The access key to write is not at hand any more.",
                    "Take the run back (onboard undo) and paste the key again.",
                )
            for name, secret in zip(
                KEY_LINES, (own.access_key, own.secret_key, own.session_token), strict=True
            ):
                lines += [f"{name} = {_one_line(secret)}"] if secret else []
        return lines

    def _write(self, content: bytes, existed: bool) -> str:
        if content or existed:
            files.replace(self.file, content, None)
        else:
            self.file.unlink()
        return ""

    def _header(self) -> "re.Pattern[bytes]":
        return re.compile(rb"(?m)^[ \t]*\[" + re.escape(self.section.encode()) + rb"\][^\n]*\n?")

    def _without(self, content: bytes) -> bytes:
        found = self._header().search(content)
        if not found:
            return content
        following = re.compile(rb"(?m)^[ \t]*\[").search(content, found.end())
        return content[: found.start()] + (content[following.start() :] if following else b"")


def _one_line(secret: Secret) -> str:
    text = secret.reveal().strip()
    if not text or any(character.isspace() for character in text):
        raise BadInput("An access key is one word without spaces.", "Paste it again.")
    return text
