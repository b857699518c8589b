"""Let helpers of somebody else forget a password that they keep for CodeCommit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

from onboard.address.parts import SIGNED
from onboard.git import credential
from onboard.git.remembered import LIFE, bare_name, signed_at
from onboard.git.troubles import named
from onboard.places import Places
from onboard.secret import Secret
from onboard.steps.step import Bench
from onboard.work import Done, Shown

MOST = 8
"""As many of one user, for one path each, say, are taken out."""


@dataclass(frozen=True)
class ForgetPassword:
    """git asks them no more in vain; a signed password past its life is dead and can be kept."""

    url: str
    user: str
    """Without the session token that may be part of it."""
    helpers: tuple[str, ...]
    folder: Path | None = None
    kind: ClassVar[str] = "forget-password"

    def show(self) -> Shown:
        who = ", ".join(named(one) for one in self.helpers)
        return Shown(
            summary="Let git's other helper forget its password",
            where="Here",
            target=f"{who}: what it keeps for {self.url}",
            before=f"{self.user} = ••••••••\n",
            after="",
            undone="It is given back where it was a signed password that is dead anyway.",
            brief="it opens nothing any more",
        )

    def check(self, bench: Bench) -> None:
        """A helper that has forgotten it meanwhile has nothing to do."""

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        return {"dead": [one for one in self._first(bench.places) if one]}

    def apply(self, bench: Bench) -> Done:
        dead, lost = list[dict[str, str]](), 0
        for helper in self.helpers:
            for user, row in self._forget(bench.places, helper):
                dead += [row] if row else []
                lost += not row
                credential.reject(bench.places, self.url, user, (helper,), self.folder)
        return Done(undo={"dead": dead, "lost": lost})

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        for row in reversed(given["dead"]):
            there = self._kept(bench.places, row["helper"])
            if there and there[0] == row["user"] and there[1].reveal() == row["password"]:
                continue  # it was never taken out
            password = Secret(row["password"])
            credential.approve(
                bench.places, self.url, row["user"], password, (row["helper"],), self.folder
            )
        if not given.get("lost"):
            return ""
        return f"The password of {self.user} is not kept by onboard, so it did not come back."

    def _first(self, places: Places) -> Iterator[dict[str, str] | None]:
        for helper in self.helpers:
            found = self._kept(places, helper)
            if found and bare_name(found[0]) == self.user:
                yield _dead(helper, *found)

    def _forget(self, places: Places, helper: str) -> Iterator[tuple[str, dict[str, str] | None]]:
        """One after the other, as each shows when the one before it is gone."""
        for _ in range(MOST):
            found = self._kept(places, helper)
            if not found or bare_name(found[0]) != self.user:
                return
            yield found[0], _dead(helper, *found)

    def _kept(self, places: Places, helper: str) -> tuple[str, Secret] | None:
        return credential.fill(places, self.url, self.folder, using=(helper,))


def _dead(helper: str, user: str, password: Secret) -> dict[str, str] | None:
    """What may be written down: it opens nothing, and no session token is part of it."""
    signed = signed_at(password)
    if not signed or datetime.now(UTC) - signed < LIFE or not SIGNED.fullmatch(user):
        return None
    return {"helper": helper, "user": user, "password": password.reveal()}
