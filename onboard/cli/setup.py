"""`onboard setup`: plan, confirm, apply, prove; what a question would ask, a flag can answer."""

from argparse import Namespace

from onboard.cli import documents
from onboard.cli.carry_out import conclude, count, show_steps
from onboard.cli.choices import choose_setup, materials_for
from onboard.cli.output import reporter, say_json, tell
from onboard.cli.terminal import ask_secret, can_ask, confirm, secret_line
from onboard.engine import Engine
from onboard.errors import MfaNeeded, NotSignedIn, Unreachable
from onboard.offer import console_only
from onboard.places import Places
from onboard.situation import Kind, Situation
from onboard.work import Materials, Plan


def run(options: Namespace, places: Places) -> int:
    """Set up one method; exit status as the contract says."""
    engine = Engine(places)
    if options.mfa_code_stdin:
        engine.sign_in_with_mfa(options.profile, secret_line("MFA code"))
    plan, materials = _decide(options, engine)
    if not options.json or not options.yes:
        show_steps(plan, places)
    if options.dry_run:
        if options.json:
            say_json(documents.run(plan, None, None, plan.waiting))
        return 0
    if plan.steps and not options.yes and not confirm(f"Apply {count(plan)}?"):
        tell("Nothing was changed.")
        return 0
    done = engine.apply(plan, materials, reporter(quiet=options.json))
    return conclude(options, engine, plan, done, materials)


def _decide(options: Namespace, engine: Engine) -> tuple[Plan, Materials]:
    report = reporter(quiet=options.json)
    situation = engine.observe(options.profile, options.region, report)
    _need_sign_in(options, situation)
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


def _need_sign_in(options: Namespace, situation: Situation) -> None:
    """Without credentials nothing else is worth asking; a console-only machine never had any."""
    identity = situation.identity
    brought = options.key_id or options.credentials_file
    waits_for_code = identity.problem_code == "mfa-needed"
    if identity.kind is Kind.NONE and not (brought or waits_for_code or console_only(situation)):
        if identity.problem_code == "unreachable":
            raise Unreachable(identity.problem, identity.hint)
        raise NotSignedIn(identity.problem, identity.hint)
