"""One machine that is about to be broken: what a cause may reach for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onboard.git.command import run
from onboard.places import Places
from onboard.regions import find_region, grc_url, https_url, ssh_url
from onboard.sandbox import attach
from onboard.sandbox.attach import Attached
from onboard.sandbox.scenarios.seed import REGION

if TYPE_CHECKING:
    from onboard.aws.session import Connection

REPOSITORY = "web"
AWS_HELPER = "!aws codecommit credential-helper $@"
"""As AWS's guide has people write it."""
Variable = Callable[[Path, str], str]
"""Makes a variable's value of the sandbox's home and the value that it had."""
Environment = Mapping[str, str | Variable]
HOST = find_region(REGION).host
URLS = {
    "https": https_url(find_region(REGION), REPOSITORY),
    "helper": https_url(find_region(REGION), REPOSITORY),
    "ssh": ssh_url(find_region(REGION), REPOSITORY),
    "grc": grc_url(find_region(REGION), REPOSITORY, None),
}


@dataclass(frozen=True)
class Machine:
    """A sandbox's home with a clone in it, and its AWS."""

    places: Places
    attached: Attached

    @property
    def home(self) -> Path:
        return self.places.home

    @property
    def clone(self) -> Path:
        """The clone at hand; its remote `origin` is at CodeCommit."""
        return self.home / REPOSITORY

    def git(self, *words: str) -> None:
        """Run git in the clone."""
        done = run(self.places, *words, cwd=self.clone)
        if done.status:
            raise RuntimeError(f"git {words[0]}: {done.err}")

    @property
    def aws(self) -> "Connection":
        """The person's own sign-in, as they might use it on another machine."""
        from onboard.aws.session import connect

        return connect(self.places, None, REGION)

    def program(self, name: str, text: str) -> Path:
        """A program in the person's own folder of programs."""
        return self.write(f".local/bin/{name}", text, 0o700)

    def configure(self, name: str, value: str, *where: str) -> None:
        """`git config --global --add NAME VALUE`, or with other options."""
        self.git("config", *(where or ("--global",)), "--add", name, value)

    def ask(self, verb: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """One of the sandbox's own verbs: iam, fault, console."""
        return attach.call(self.attached, verb, body)

    def write(self, name: str, text: str, mode: int = 0o600) -> Path:
        """A file of the home, by its path in it."""
        path = self.home / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        path.chmod(mode)
        return path

    def text(self, name: str) -> str:
        """What stands in a file of the home; nothing where there is none."""
        path = self.home / name
        return path.read_text("utf-8") if path.exists() else ""

    def replace(self, name: str, old: str, new: str) -> None:
        """Put other words into a file of the home."""
        text = self.text(name)
        if old not in text:
            raise RuntimeError(f"{name} does not say {old!r}")
        self.write(name, text.replace(old, new))


@dataclass(frozen=True)
class Broken:
    """One way in which machines are broken, by its real cause."""

    symptom: str
    """The cause that the doctor is to name first."""
    told: str
    """What happened to the machine, one sentence."""
    breaks: Callable[[Machine], None]
    method: str = ""
    """What onboard had set up before; empty where nothing was."""
    remote: str = "https"
    """The form of the clone's address, or the address itself."""
    scenario: str = "iam-user"
    env: Environment = field(default_factory=dict)
    mendable: bool = True
    undone: bool = True
    """Whether undo brings back every byte; it does not where nothing of ours may keep a secret."""
    variant: str = ""

    @property
    def name(self) -> str:
        """As after `--sandbox=broken:`."""
        return f"{self.symptom}.{self.variant}" if self.variant else self.symptom

    def environment(self, home: Path, around: Mapping[str, str]) -> dict[str, str]:
        """What the environment of that home has besides what is around it."""
        return {
            name: one if isinstance(one, str) else one(home, around.get(name, ""))
            for name, one in self.env.items()
        }

    @property
    def url(self) -> str:
        return URLS.get(self.remote, self.remote)
