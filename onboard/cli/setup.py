"""`onboard setup`: plan, confirm, apply, prove; what a question would ask, a flag can answer."""

from argparse import Namespace

from onboard.cli import desk
from onboard.cli.carry_out import carry_out
from onboard.cli.choices import choose_setup, materials_for
from onboard.cli.output import reporter
from onboard.cli.terminal import ask_secret, can_ask, secret_line
from onboard.cli.unfinished import took_back
from onboard.engine import Engine
from onboard.errors import BadInput, MfaNeeded, NotSignedIn, Unreachable
from onboard.help_desk import HelpDesk
from onboard.offer import console_only
from onboard.places import Places
from onboard.situation import Kind, Situation
from onboard.work import Materials, Plan


def run(options: Namespace, places: Places) -> int:
    """Set up one method; exit status as the contract says."""
    engine = Engine(places)
    sign_in_first(options, engine)
    if options.from_request:
        return desk.answer(options, engine)
    if found := _for_another(options, engine):
        return desk.set_up(options, found)
    if options.hand_over:
        raise BadInput(
            "--hand-over is for another user's password; your own goes where --store says.",
            "Name the user with --user NAME, or leave --hand-over out.",
        )
    return own(options, engine)


def own(options: Namespace, engine: Engine) -> int:
    """For the person on this machine."""
    plan, materials = _decide(options, engine)
    return carry_out(options, engine, plan, materials)


def _for_another(options: Namespace, engine: Engine) -> HelpDesk | None:
    """Without credentials `--user` says whose console it is, and no help desk can be opened."""
    try:
        return desk.for_another(options, engine)
    except NotSignedIn:
        return None


def sign_in_first(options: Namespace, engine: Engine) -> None:
    """With the code of an MFA device, where one was given."""
    if options.mfa_code_stdin:
        engine.sign_in_with_mfa(options.profile, secret_line("MFA code"))


def _decide(options: Namespace, engine: Engine) -> tuple[Plan, Materials]:
    report = reporter(quiet=options.json)
    situation = engine.observe(options.profile, options.region, report)
    need_sign_in(options, situation)
    if situation.resumable and took_back(options, engine, situation.resumable):
        situation = engine.observe(options.profile, options.region, report)
    setup = choose_setup(options, situation, engine.offers(situation))
    try:
        plan = engine.plan(situation, setup)
    except MfaNeeded:
        if options.mfa_code_stdin or not can_ask():
            raise
        engine.sign_in_with_mfa(situation.profile, ask_secret("MFA code", "--mfa-code-stdin"))
        situation = engine.observe(options.profile, options.region, report)
        plan = engine.plan(situation, setup)
    return plan, materials_for(options, setup, plan)


def need_sign_in(options: Namespace, situation: Situation) -> None:
    """Without credentials nothing else is worth asking; a console-only machine never had any."""
    identity = situation.identity
    brought = options.key_id or options.credentials_file
    waits_for_code = identity.problem_code == "mfa-needed"
    if identity.kind is Kind.NONE and not (brought or waits_for_code or console_only(situation)):
        if identity.problem_code == "unreachable":
            raise Unreachable(identity.problem, identity.hint)
        raise NotSignedIn(identity.problem, identity.hint)
