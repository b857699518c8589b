"""`--user NAME`: setup, rotate and status for another IAM user of the account."""

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import nullcontext, redirect_stdout
from dataclasses import replace
from typing import Any

from onboard import files, journal
from onboard.audit import MAX_AGE, Audited, Row, rows_of
from onboard.cli import documents
from onboard.cli.carry_out import carry_out
from onboard.cli.output import say, say_json, sign, tell
from onboard.cli.terminal import ask, can_ask, choose
from onboard.cli.unfinished import took_back, unfinished
from onboard.desk import Action, Delivery, Operator, Somebody, Way, Wish, check_name
from onboard.desk.words import with_policy
from onboard.engine import Engine
from onboard.errors import BadInput, OnboardError
from onboard.help_desk import HelpDesk, open_desk
from onboard.request.answering import check_account, needs, wish_of
from onboard.request.text import read_request
from onboard.secret import Secret
from onboard.situation import SLOTS, Credential, GitCredential, Method, Unknown
from onboard.work import Materials

ROWS = (
    (str(Method.HTTPS), "a Git credential: a user name and a password"),
    (str(Method.SSH), "an SSH key of theirs, by its public half"),
)
Shower = Callable[[str, Secret], None]


def for_another(options: Namespace, engine: Engine) -> HelpDesk | None:
    """The help desk, where `--user` names another than the caller; NotSignedIn, Unreachable."""
    if not options.user:
        return None
    check_name(options.user)
    desk = open_desk(engine, options.profile, options.region)
    return None if desk.operator.is_user(options.user) else desk


def set_up(options: Namespace, desk: HelpDesk) -> int:
    """Create one credential for the user; exit status as the contract says."""
    return _carry_out(options, desk, [_creation(options)])


def answer(options: Namespace, engine: Engine) -> int:
    """Do what a user's request asks for; what they get goes into a file beside it, or as said."""
    file = files.typed(options.from_request)
    request = read_request((files.read(file) or b"").decode("utf-8", "replace"), file.name)
    options.user = request.user
    desk = for_another(options, engine)
    if desk is None:
        raise BadInput(
            "This request is for your own user.",
            f"Set it up: onboard setup --method {request.method}",
        )
    check_account(request, desk.operator)
    if options.hand_over is None:
        options.hand_over = str(file.with_name(f"codecommit-{request.user}.csv"))
    return _carry_out(options, desk, [wish_of(request)], needs(request))


def rotate(options: Namespace, desk: HelpDesk) -> int:
    """A new credential beside the old one, a new password in place, or what the ids are for."""
    user = desk.see(options.user)
    wishes = [
        *_by_ids(options, Action.DELETE, options.delete),
        *_by_ids(options, Action.DEACTIVATE, options.deactivate),
        *_by_ids(options, Action.ACTIVATE, options.activate),
    ]
    if options.reset_password:
        given = () if options.reset_password is True else (options.reset_password,)
        wishes += _by_ids(options, Action.RESET, given or (_only_one(user),))
    elif options.method or not wishes:
        wishes.append(_creation(options))
    return _carry_out(options, desk, wishes)


def status(options: Namespace, desk: HelpDesk) -> int:
    """Print what IAM holds for the user; exit 5 where something is due."""
    user = desk.see(options.user)
    max_age = MAX_AGE if options.max_age is None else options.max_age
    audited = Audited(user.name, user.held)
    found = rows_of(audited, user.now, max_age)
    if options.json:
        say_json(_document(desk, user, audited, max_age))
    else:
        _print(desk.operator, user, found)
    return 5 if any(one.due for one in found) else 0


def shower(way: Way | None) -> Shower | None:
    """How a password is shown: on a terminal, or where standard output was asked for."""
    if way is Way.STDOUT:
        out = sys.stdout
        return lambda name, password: print(password.reveal(), file=out, flush=True)
    terminal = next((one for one in (sys.stdout, sys.stderr) if one.isatty()), None)
    if terminal is None:
        return None

    def show(name: str, password: Secret) -> None:
        print(f"\n{name}\n{password.reveal()}\n", file=terminal, flush=True)

    return show


def _carry_out(
    options: Namespace, desk: HelpDesk, wishes: Sequence[Wish], notes: Sequence[str] = ()
) -> int:
    engine = desk.engine
    run = journal.unfinished(engine.places)
    if run:
        took_back(options, engine, run)
    delivery = _delivery(options, wishes)
    user = desk.see(options.user, wishes)
    plan = desk.plan(user, wishes, delivery)
    plan = replace(plan, notes=(*plan.notes, *map(engine.as_typed, notes)))
    way = delivery.way if delivery else None
    materials = Materials(show=shower(way))
    apart = redirect_stdout(sys.stderr) if way is Way.STDOUT else nullcontext()
    try:
        with apart:  # then standard output holds the password and nothing else
            return carry_out(options, engine, plan, materials)
    except OnboardError as error:
        raise with_policy(error, desk.operator, options.user) from error


def _creation(options: Namespace) -> Wish:
    method = options.method or ("ssh" if options.key else None)
    method = method or choose("What for them?", "--method https|ssh", ROWS, "https")
    if method not in ("https", "ssh"):
        raise BadInput(
            f"{method} signs with AWS credentials of the person's own: nothing is made for them.",
            "Use --method https or --method ssh, or let them run: onboard setup",
        )
    key = _public_key(options.key) if method == "ssh" else ""
    return Wish(options.user, Action.CREATE, Method(method), key)


def _public_key(given: str | None) -> str:
    if given in (None, "new"):
        raise BadInput(
            "An SSH key is made where it is used, and only its public half leaves that machine.",
            "Name the user's public key: --key FILE.pub. They make one with: onboard request",
        )
    content = files.read(files.typed(str(given)))
    if content is None:
        raise BadInput(f"There is no file {given}.", "Name the user's public key: --key FILE.pub")
    return content.decode("utf-8", "replace")


def _by_ids(options: Namespace, action: Action, ids: Sequence[str] | None) -> list[Wish]:
    return [Wish(options.user, action, id=one) for one in ids or ()]


def _only_one(user: Somebody) -> str:
    held = user.held.git_credentials
    rows: tuple[GitCredential, ...] = () if isinstance(held, Unknown) else held
    if len(rows) != 1:
        names = ", ".join(one.id for one in rows) or "none"
        raise BadInput(
            f"Which Git credential of {user.name} is meant? IAM has: {names}.",
            "Name it: --reset-password ID",
        )
    return rows[0].id


def _delivery(options: Namespace, wishes: Sequence[Wish]) -> Delivery | None:
    """What --hand-over says, or the operator where it says nothing and a password is made."""
    given = options.hand_over
    if given is None and any(one.has_secret for one in wishes) and can_ask() and not options.yes:
        question = "Where does the password go: a new file, clipboard, or show (here, once)"
        given = ask(question, "--hand-over", "show")
    if given is None:
        return None
    if given == Way.STDOUT and options.json:
        raise BadInput(
            "The JSON document holds no secret, and --hand-over stdout would print one beside it.",
            "Leave --json out, or hand it over in a file: --hand-over FILE",
        )
    if given in (Way.CLIPBOARD, Way.SHOW, Way.STDOUT):
        return Delivery(Way(given))
    return Delivery(Way.FILE, files.typed(given))


def _document(desk: HelpDesk, user: Somebody, audited: Audited, max_age: int) -> dict[str, Any]:
    return {
        "user": user.name,
        "identity": {"arn": desk.operator.who.arn, "account": desk.operator.who.account},
        "credentials": documents.audited(audited, user.now, max_age),
        "slots": documents.slots(user.held),
        "findings": list[str](),
        "resumable": unfinished(desk.engine.places),
    }


def _print(operator: Operator, user: Somebody, found: Sequence[Row]) -> None:
    say(f"The IAM user {user.name} in account {operator.who.account}; you are {operator.who.arn}.")
    say()
    for row in found:
        due = f"{sign('!')} due" if row.due else ""
        say(f"{row.type:<15} {row.id:<22} {row.status:<9}{row.age_days:>5} days  {row.name} {due}")
    if not found:
        say("IAM holds no credential for them that can be seen.")
    say()
    for type_, rows in _by_type(user).items():
        if isinstance(rows, Unknown):
            tell(f"{sign('!')} {type_}: {rows.reason}")
        else:
            say(f"{type_:<15} {len(rows)} of {SLOTS[type_]} slots taken")


def _by_type(user: Somebody) -> dict[Credential, tuple[Any, ...] | Unknown]:
    held = user.held
    return {
        Credential.GIT: held.git_credentials,
        Credential.SSH: held.ssh_keys,
        Credential.ACCESS: held.access_keys,
    }
