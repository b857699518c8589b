"""Add an endpoint's host key to known_hosts, if and only if it is the published one."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from onboard import files
from onboard.errors import OnboardError
from onboard.ssh import known_hosts
from onboard.ssh.known_hosts import HostKey
from onboard.steps.file_record import intent, put_back, record
from onboard.steps.step import Bench
from onboard.work import Done, Shown


class WrongHostKey(OnboardError):
    """The server's host key is not the published one."""

    code = "hostkey-changed"


@dataclass(frozen=True)
class AddHostKey:
    """Fetch the key with the person's own ssh, compare, and only then remember it."""

    file: Path
    host: str
    sha256: str
    given: bool = False
    """Whether the person compared it, where AWS publishes none."""
    kind: ClassVar[str] = "add-host-key"

    def show(self) -> Shown:
        return Shown(
            summary="Remember the server's host key",
            where="Here",
            target=str(self.file),
            before="",
            after=f"{self.host} ssh-rsa ‹the key with fingerprint SHA256:{self.sha256}›\n",
            undone="The line is taken out again.",
            brief=f"only if it is the {'one that you compared' if self.given else 'published one'}",
        )

    def check(self, bench: Bench) -> None:
        files.check_replaceable(self.file)

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        line = self._fetched(bench).line
        return intent(self.file, self._changed(bench), bench.places.backups) | {"line": line}

    def apply(self, bench: Bench) -> Done:
        done = files.replace(self.file, self._changed(bench), bench.places.backups)
        return Done(undo=record(done), note="as you compared" if self.given else "as published")

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        if put_back(given):
            return ""
        content = files.read(self.file) or b""
        kept = known_hosts.without_line(content, str(given["line"]))
        files.replace(self.file, kept, bench.places.backups)
        return ""

    def _changed(self, bench: Bench) -> bytes:
        return known_hosts.with_line(files.read(self.file), self._fetched(bench).line)

    def _fetched(self, bench: Bench) -> HostKey:
        """The server's key, fetched once in a run; raises WrongHostKey."""
        if self.host not in bench.host_keys:
            bench.host_keys[self.host] = known_hosts.scan(bench.places, self.host)
        shown = bench.host_keys[self.host]
        if shown.sha256 != self.sha256:
            whose = "you gave" if self.given else "AWS publishes"
            raise WrongHostKey(
                f"{self.host} shows the host key SHA256:{shown.sha256}, but {whose} "
                f"SHA256:{self.sha256}. Something may stand between you and AWS, or AWS has "
                "changed the key.",
                "Do not go on from this network; ask your network team, and compare with the "
                "fingerprints in the CodeCommit user guide.",
            )
        return shown
