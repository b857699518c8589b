"""Looks for planted secrets: in every process's arguments and environment, in files and output."""

import base64
import html
import json
import os
import threading
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote


def forms(secret: str) -> set[bytes]:
    """The secret as it may stand somewhere: as it is, escaped or encoded."""
    raw = secret.encode()
    texts = {secret, quote(secret), quote(secret, safe=""), html.escape(secret)}
    texts |= {json.dumps(secret)[1:-1], repr(secret)[1:-1], secret.encode().hex()}
    return {text.encode() for text in texts} | set(_base64(raw))


def _base64(raw: bytes) -> Iterator[bytes]:
    """Its middle as base64 writes it, whatever stands before it."""
    for before in range(3):
        whole = base64.b64encode(b"." * before + raw)
        yield whole[4 if before else 0 : (before + len(raw)) // 3 * 4]


def found_in(content: bytes, secrets: Mapping[str, str]) -> list[str]:
    """The names of the secrets that stand there."""
    return [name for name, one in secrets.items() if any(form in content for form in forms(one))]


@dataclass
class Sampler:
    """Reads what every process shows of itself, again and again, every few milliseconds."""

    seen: set[tuple[str, bytes]] = field(default_factory=set)
    """`cmdline` or `environ`, and its bytes."""
    rounds: int = 0
    _known: dict[str, bytes] = field(default_factory=dict)
    """Process id → the arguments it had; a process that was there before never gets others."""
    _over: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        self.look()
        before = set(self._known)
        while not self._over.wait(0.003):  # a moment for those who are looked at
            self.look(before)

    def look(self, less: Set[str] = frozenset()) -> None:
        """Once, at all processes less those."""
        for number in os.listdir("/proc"):
            if number.isdigit() and number not in less:
                with suppress(OSError):  # it has ended, or is not ours
                    self._look_at(number)
        self.rounds += 1

    def _look_at(self, number: str) -> None:
        arguments = Path(f"/proc/{number}/cmdline").read_bytes()
        if self._known.get(number) != arguments:  # new, or another program by now
            self.seen.add(("environ", Path(f"/proc/{number}/environ").read_bytes()))
            self.seen.add(("cmdline", arguments))
            self._known[number] = arguments

    def stop(self) -> None:
        self._over.set()


@contextmanager
def sampling() -> Iterator[Sampler]:
    """Sample until the block ends."""
    sampler = Sampler()
    thread = threading.Thread(target=sampler.run)
    thread.start()
    try:
        yield sampler
    finally:
        sampler.stop()
        thread.join()


def in_processes(sampler: Sampler, secrets: Mapping[str, str]) -> list[str]:
    """Where a process showed a secret; what git-remote-codecommit starts is left out."""
    rows = ((kind, content) for kind, content in sampler.seen if not _of_grc(kind, content))
    return [
        f"{kind}: {name} in {content.split(bytes(1))[:2]}"
        for kind, content in rows
        for name in found_in(content, secrets)
    ]


def _of_grc(kind: str, content: bytes) -> bool:
    """git-remote-codecommit hands `git remote-http` an address with the signed password in it.

    For a push that one hands it on to `git send-pack`.
    """
    words = content.split(b"\0")
    started = (b"remote-http", b"remote-https", b"send-pack")
    return kind == "cmdline" and any(word.endswith(started) for word in words[:2])


def in_files(
    folders: Iterable[Path], secrets: Mapping[str, str], may: Iterable[Path] = ()
) -> list[str]:
    """The files under the folders that hold a secret, less those that may."""
    kept = tuple(may)
    return [
        f"{path}: {name}"
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(path == one or one in path.parents for one in kept)
        for name in found_in(path.read_bytes(), secrets)
    ]
