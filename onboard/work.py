"""The values of changing something: plan, run and proof, and how progress is told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from difflib import ndiff
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from onboard.regions import with_user
from onboard.secret import Secret
from onboard.situation import Method

if TYPE_CHECKING:
    from onboard.steps.step import Step


@dataclass(frozen=True)
class Ref:
    """A value that only an earlier step of the same plan can return."""

    step: int
    """Counted from 1, as the reader sees it."""
    what: str
    """What it is, as `key id` or `Git user name`."""

    def __str__(self) -> str:
        return f"‹{self.what} from step {self.step}›"


Part = TypeVar("Part", "Step", "ProofRequest")
Text: TypeAlias = str | Ref
"""A text in a plan: known already, or filled in by an earlier step."""


def later(part: Part, by: int) -> Part:
    """A step or a request whose placeholders mean steps that come `by` places later now."""
    changed: dict[str, Any] = {
        one.name: Ref(value.step + by, value.what)
        for one in fields(part)  # type: ignore[arg-type]  # every step is a frozen dataclass
        if isinstance(value := getattr(part, one.name), Ref)
    }
    return replace(part, **changed)  # type: ignore[type-var]


@dataclass(frozen=True)
class Shown:
    """One step as the reader sees it before it is applied."""

    summary: str
    """What happens, as "Create a Git credential"."""
    where: str
    """`AWS` or `Here`."""
    target: str
    """The AWS call with its parameters, or the file, keyring entry or program."""
    before: str
    after: str
    undone: str
    """How it is undone, one sentence; empty where it cannot be."""
    brief: str = ""
    """A few words for the list, as "4 lines added"."""


@dataclass(frozen=True)
class Done:
    """What applying a step gave: values for later steps, and what undoing it needs. No secrets."""

    values: Mapping[str, str] = field(default_factory=dict)
    undo: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    """A few words for the list, as "backup kept" or the new id."""


@dataclass(frozen=True)
class ProofRequest:
    """What git is to prove once the plan is applied."""

    method: Method
    account: str
    profile: str | None
    region: str
    repository: str | None
    user: Text
    """Who git must have signed in as: Git user name, key id, or access key holder's ARN."""
    credential: Text = ""
    """The id of the credential at IAM, where there is one."""
    user_name: str = ""
    """The IAM user, where there is one."""
    arn: str = ""
    identity_file: str = ""
    """The private key, for ssh."""
    encrypted: bool = False
    """Whether the private key has a passphrase."""
    url_user: Text = ""
    """The user name in the addresses of a further account."""
    alias: str = ""
    """Likewise its name for the ssh host."""


@dataclass(frozen=True)
class Plan:
    """Ordered changes and the proof that ends them; the plan shown is the plan applied."""

    command: str
    method: Method
    account: str
    profile: str | None
    region: str
    steps: tuple["Step", ...]
    proof: ProofRequest | None = None
    proof_after: int | None = None
    """How many steps come before the proof, where some wait for it; None: all of them."""
    waiting: str | None = None
    """What a person must do in the AWS console before it can go on; then there is no proof yet."""
    notes: tuple[str, ...] = ()
    """What the reader should know besides, as a warning for root."""
    clone_url: str = ""
    """Where the chosen repository is, without the user name of a further account."""

    @property
    def shown_url(self) -> str:
        """The clone URL for the reader, placeholders included."""
        user = self.proof.url_user if self.proof else ""
        if isinstance(user, Ref):
            return self.clone_url.replace("://", f"://{user}@", 1)
        return with_user(self.clone_url, user)

    @property
    def before_proof(self) -> int:
        """How many steps are applied before the proof."""
        return len(self.steps) if self.proof_after is None else self.proof_after


@dataclass(frozen=True)
class Proof:
    """Git or ssh itself succeeding (or not) with exactly the new credential."""

    ok: bool
    method: Method
    command: str
    detail: str
    """What was proven and how far, or what git said and what it means."""
    cause: str = ""
    """Where it failed: the symptom's id, as `no-permission-pull`."""
    hint: str = ""
    """Where it failed: the one next thing to do."""
    said: str = ""
    """Git's or ssh's own words, verbatim, without secrets."""
    push: str = ""
    """`allowed`, `refused` or `not checked`."""
    credential: str = ""
    """The id of the credential that was proven, where IAM has one for it."""


@dataclass(frozen=True)
class Run:
    """A plan that was started, with what each finished step gave."""

    id: str
    at: datetime
    plan: Plan
    done: tuple[Done, ...] = ()
    state: str = "running"
    """`running`, `applied`, `proved`, `unproved`, `failed` (put back) or `undone`."""
    proof: Proof | None = None

    @property
    def rest(self) -> bool:
        """Whether steps are missing that waited for the proof."""
        return self.state == "proved" and len(self.done) < len(self.plan.steps)

    @property
    def clone_url(self) -> str:
        """What to clone."""
        user = self.plan.proof.url_user if self.plan.proof else ""
        return with_user(self.plan.clone_url, self.value(user))

    def filled(self, text: str) -> str:
        """A text of the plan with what its steps gave in place of their placeholders."""
        for number, done in enumerate(self.done, 1):
            for what, value in done.values.items():
                text = text.replace(str(Ref(number, what)), value)
        return text

    def value(self, text: Text) -> str:
        """The text with its placeholder filled in."""
        if isinstance(text, Ref):
            return self.done[text.step - 1].values[text.what]
        return text


@dataclass(frozen=True)
class Materials:
    """The secrets of one run; they are handed to the steps and never journaled."""

    passphrase: Secret | None = None
    git_password: Secret | None = None
    access_key: Secret | None = None
    secret_key: Secret | None = None
    session_token: Secret | None = None
    new_key: Callable[[], bytes] | None = None
    """Waits for the private key that is being made while the person reads; unencrypted PEM."""
    show: Callable[[str, Secret], None] | None = None
    """Shows the operator of a help desk a user's name and password, once."""
    may_be_filed: Callable[[str], bool] | None = None
    """Asks, with the reason, whether a private file may keep what a keyring refused."""


@dataclass(frozen=True)
class Progress:
    """One thing to tell while work goes on."""

    stage: str
    """`observe`, `apply` or `prove`."""
    text: str
    state: str = "running"
    """`running`, `done`, `failed` or `waiting`."""
    step: int | None = None
    """The step's number in the plan, counted from 1."""
    seconds: float | None = None
    """How long it took; while waiting, how long it still may."""
    about: str = ""
    """What it is about: the same while it runs and when it is done, where `text` differs."""


Report: TypeAlias = Callable[[Progress], None]
Stop: TypeAlias = Callable[[], bool]
"""Asked between two pieces of work: whether the person wants it to end."""


def silent(_: Progress) -> None:
    """Report to nobody."""


def never() -> bool:
    """Nobody asked to stop."""
    return False


def counted(before: str, after: str) -> str:
    """How much of a text changes, as "4 lines added, 1 removed"."""
    rows = [row[0] for row in ndiff(before.splitlines(), after.splitlines())]
    added, removed = rows.count("+"), rows.count("-")
    words = [f"{added} line{'' if added == 1 else 's'} added"] if added or not removed else []
    words += [f"{removed} removed" if added else f"{removed} lines removed"] if removed else []
    return ", ".join(words)
