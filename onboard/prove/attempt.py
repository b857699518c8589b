"""One try of git or ssh, and what the tries of all methods share."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

from onboard.places import Places
from onboard.regions import Region, find_region, https_url, with_user
from onboard.work import Materials, ProofRequest


@dataclass(frozen=True)
class Attempt:
    """What one try gave."""

    ok: bool
    command: str
    detail: str = ""
    said: str = ""
    url: str = ""
    """The address that was tried; empty where there was no repository."""


@dataclass(frozen=True)
class Prover:
    """What every try needs: the request with its placeholders filled in, and where things are."""

    request: ProofRequest
    places: Places
    user: str
    credential: str
    materials: Materials = field(default_factory=Materials)
    url_user: str = ""

    @property
    def region(self) -> Region:
        return find_region(self.request.region)

    @property
    def address(self) -> str:
        """The HTTPS address to try, with the user name of a further account."""
        plain = https_url(self.region, self.request.repository or "any")
        return with_user(plain, self.url_user)

    def agent(self) -> "AbstractContextManager[Mapping[str, str]]":
        """The environment of an ssh-agent of our own, where the key has a passphrase."""
        passphrase = self.materials.passphrase
        if not self.request.encrypted or passphrase is None:
            return nullcontext({})
        from pathlib import Path

        from onboard.ssh.agent import own_agent
        from onboard.ssh.keys import unlocked

        return own_agent(self.places, unlocked(Path(self.request.identity_file), passphrase))


def quoted(said: str, limit: int = 2000) -> str:
    """A program's own words, fit to be shown: no control characters, not endless."""
    kept = "".join(one for one in said if one.isprintable() or one == "\n")
    return kept.strip()[:limit]
