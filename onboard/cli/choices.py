"""From flags, answers and defaults to the person's choices and the secrets that go with them."""

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from onboard import files
from onboard.cli.output import sign, tell
from onboard.cli.terminal import ask, ask_secret, can_ask, choose, confirm, secret_line
from onboard.console import read_credentials_file
from onboard.errors import BadInput
from onboard.lacking import existing
from onboard.secret import Secret
from onboard.situation import (
    Method,
    Offer,
    Rotation,
    Setup,
    Signer,
    Situation,
    Store,
    Unknown,
)
from onboard.steps.key_pair import CreateKeyPair
from onboard.work import Materials, Plan

NO_REPOSITORY = "-"
GRACE, LONGEST_GRACE = Rotation.grace, 3650


def choose_setup(options: Namespace, situation: Situation, offers: tuple[Offer, ...]) -> Setup:
    """The choices; asks at a terminal for what no flag gave, BadInput where nobody can be asked."""
    method = _method(options, offers)
    git_user = None
    if options.credentials_file:
        git_user, _ = read_credentials_file(files.typed(options.credentials_file))
    return Setup(
        method=method,
        region=_region(options, situation),
        profile=situation.profile,
        store=default_store(situation) if options.store is None else Store(options.store),
        repository=_repository(options, situation),
        key=_key(options),
        new_key=options.key == "new",
        bits=options.bits,
        encrypted=_encrypted(options),
        agent=options.agent,
        signer=Signer(options.signer),
        off_disk=options.access_key == "keyring",
        host_key=options.host_key,
        adopt=options.existing_block == "adopt",
        user=options.user,
        key_id=options.key_id,
        git_user=git_user,
        regions=tuple(one for one in options.regions if one),
        mend_chain=options.mend_chain,
        replace_old=options.replace_old,
    )


def materials_for(options: Namespace, setup: Setup, plan: Plan) -> Materials:
    """The secrets that the plan needs, from standard input, a file or the person."""
    password = None
    if options.credentials_file:
        _, password = read_credentials_file(files.typed(options.credentials_file))
    return Materials(
        passphrase=_passphrase(options, setup, plan),
        git_password=password,
        may_be_filed=may_be_filed(options),
    )


def may_be_filed(options: Namespace) -> Callable[[str], bool] | None:
    """How to ask for another place where the keyring refuses; None where nobody is to be asked."""
    if options.yes or not can_ask():
        return None

    def ask_it(reason: str) -> bool:
        tell(f"{sign('!')} The keyring refused the new password: {reason}")
        tell("  It can rest in a private file, readable by whoever can read your files.")
        return confirm("Keep it there? If not, the Git credential is deleted again.")

    return ask_it


def rotated_method(options: Namespace, situation: Situation) -> str:
    """The method to rotate: the one given, else the one that is set up here."""
    there = sorted({str(one.method) for one in situation.setups})
    if options.method:
        return str(options.method)
    if len(there) == 1:
        return there[0]
    rows = [(name, "is set up here") for name in there or tuple(Method)]
    return choose("Which one to rotate?", "--method", rows, rows[0][0])


def grace(options: Namespace) -> int:
    """Days until the old credential is deleted: the flag's, else asked where that is possible."""
    if options.grace is None and not options.yes and not options.dry_run and can_ask():
        answer = ask("Days until the old one is deleted", "--grace DAYS", str(GRACE))
        options.grace = int(answer) if answer.isdigit() else -1
    return check_grace(GRACE if options.grace is None else int(options.grace))


def check_grace(days: int) -> int:
    """The same number; BadInput where it cannot be a grace."""
    if not 0 <= days <= LONGEST_GRACE:
        raise BadInput(
            f"The grace is a number of days, {LONGEST_GRACE} at most.", "For example --grace 7."
        )
    return days


def default_store(situation: Situation) -> Store:
    """Where a password that serves already rests; else the keyring, or the sandbox's own vault."""
    serving = existing(situation, Method.HTTPS)
    kept = (one.store for one in situation.machine.vault if one.credential_id in serving)
    return next(kept, Store.SANDBOX if situation.sandbox else Store.KEYRING)


def _method(options: Namespace, offers: tuple[Offer, ...]) -> Method:
    if options.method:
        return Method(options.method)
    best = next((one.method for one in offers if one.recommended), None)
    if options.yes and best:
        return best
    rows = [(str(one.method), one.reason) for one in offers if one.available]
    return Method(choose("How should git sign in?", "--method", rows, str(best or "")))


def _region(options: Namespace, situation: Situation) -> str:
    if situation.region.name:
        return situation.region.name
    return ask("Which AWS Region is the repository in?", "--region REGION")


def _repository(options: Namespace, situation: Situation) -> str | None:
    if options.repository == NO_REPOSITORY:
        return None
    if options.repository:
        return str(options.repository)
    known = () if isinstance(situation.repositories, Unknown) else situation.repositories
    first = known[0] if known else ""
    if options.yes or options.dry_run or not can_ask():
        return first or None
    return ask("Which repository shall it be tried with?", "--repository", first) or None


def _key(options: Namespace) -> Path | None:
    if options.key is None or options.key == "new":
        return None
    return files.typed(options.key)


def _encrypted(options: Namespace) -> bool:
    if options.method not in (None, "ssh") or options.no_passphrase:
        return False
    if options.passphrase_stdin:
        return True
    return can_ask() and not options.yes


def _passphrase(options: Namespace, setup: Setup, plan: Plan) -> Secret | None:
    makes = any(isinstance(step, CreateKeyPair) for step in plan.steps)
    wanted = (makes and setup.encrypted) or bool(plan.proof and plan.proof.encrypted)
    if options.passphrase_stdin:
        return secret_line("passphrase")
    if not wanted:
        if makes and not options.no_passphrase and not options.dry_run:
            raise BadInput(
                "A new SSH key has a passphrase or it has none; this run was told neither.",
                "Give --passphrase-stdin (one line on standard input) or --no-passphrase.",
            )
        return None
    none = " (empty: none)" if makes else ""
    first = ask_secret(f"Passphrase for the SSH key{none}", "--passphrase-stdin")
    if makes and ask_secret("The same passphrase again", "--passphrase-stdin") != first:
        raise BadInput("The two passphrases differ; nothing was changed.", "Try again.")
    return first
