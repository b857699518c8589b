"""`onboard rotate`: a new credential, proven by git, before the old one is retired."""

from argparse import Namespace
from dataclasses import replace

from onboard.cli import desk
from onboard.cli.carry_out import carry_out
from onboard.cli.choices import check_grace, choose_setup, grace, materials_for, rotated_method
from onboard.cli.output import reporter
from onboard.cli.setup import need_sign_in, sign_in_first
from onboard.engine import Engine
from onboard.errors import BadInput
from onboard.places import Places
from onboard.situation import Rotation


def run(options: Namespace, places: Places) -> int:
    """Rotate one method's credential, or delete what was named and nothing else."""
    engine = Engine(places)
    if options.grace is not None:
        check_grace(options.grace)
    sign_in_first(options, engine)
    if found := desk.for_another(options, engine):
        return desk.rotate(options, found)
    _check_own(options)
    only_delete = bool(options.delete) and not options.method
    situation = engine.observe(options.profile, options.region, reporter(quiet=options.json))
    need_sign_in(options, situation)
    options.method = rotated_method(options, situation)
    setup = choose_setup(options, situation, engine.offers(situation))
    if only_delete:
        plan = engine.deletion(situation, setup, tuple(options.delete or ()))
    else:
        wanted = Rotation(delete=tuple(options.delete or ()), reset=bool(options.reset_password))
        plan = engine.rotation(situation, setup, wanted)
        if plan.proof_after is not None:
            wanted = replace(wanted, grace=grace(options))
            plan = engine.rotation(situation, setup, wanted)
    return carry_out(options, engine, plan, materials_for(options, setup, plan))


def _check_own(options: Namespace) -> None:
    """Raise BadInput for what is meant for another user's credentials."""
    flags = ("deactivate", "activate", "hand_over")
    given = next((one for one in flags if getattr(options, one)), None)
    if given is None and isinstance(options.reset_password, str):
        given = "reset_password"
    if given:
        raise BadInput(
            f"--{given.replace('_', '-')} with what was given is for another user's credentials.",
            "Name the user with --user NAME, or leave it out.",
        )
