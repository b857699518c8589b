"""`onboard rotate`: a new credential, proven by git, before the old one is retired."""

from argparse import Namespace
from dataclasses import replace

from onboard.cli.carry_out import carry_out
from onboard.cli.choices import choose_setup, grace, materials_for, rotated_method
from onboard.cli.output import reporter
from onboard.cli.setup import need_sign_in, sign_in_first
from onboard.engine import Engine
from onboard.places import Places
from onboard.situation import Rotation


def run(options: Namespace, places: Places) -> int:
    """Rotate one method's credential, or delete what was named and nothing else."""
    engine = Engine(places)
    sign_in_first(options, engine)
    only_delete = bool(options.delete) and not options.method
    situation = engine.observe(options.profile, options.region, reporter(quiet=options.json))
    need_sign_in(options, situation)
    options.method = rotated_method(options, situation)
    setup = choose_setup(options, situation, engine.offers(situation))
    if only_delete:
        plan = engine.deletion(situation, setup, tuple(options.delete or ()))
    else:
        wanted = Rotation(delete=tuple(options.delete or ()), reset=options.reset_password)
        plan = engine.rotation(situation, setup, wanted)
        if plan.proof_after is not None:
            wanted = replace(wanted, grace=grace(options))
            plan = engine.rotation(situation, setup, wanted)
    return carry_out(options, engine, plan, materials_for(options, setup, plan))
