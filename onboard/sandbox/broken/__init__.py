"""Machines that are broken for the doctor, each by its real cause: `--sandbox=broken:SYMPTOM`."""

from collections.abc import Mapping
from dataclasses import replace

from onboard.places import Places
from onboard.sandbox.attach import Attached
from onboard.sandbox.broken import by_aws, by_git, by_ssh
from onboard.sandbox.broken.machine import REPOSITORY, Broken, Machine
from onboard.sandbox.scenarios.seed import REGION
from onboard.situation import Method, Setup, Store
from onboard.work import Materials

MACHINES: Mapping[str, Broken] = {
    one.name: one for one in (*by_git.MACHINES, *by_ssh.MACHINES, *by_aws.MACHINES)
}


def set_up(places: Places, method: str) -> None:
    """What onboard had set up here before it broke."""
    from onboard.engine import Engine

    if not method:
        return
    engine = Engine(places)
    situation = engine.observe(None, None)
    wanted = Setup(Method(method), REGION, situation.profile, Store.SANDBOX, REPOSITORY, bits=2048)
    materials = Materials(new_key=lambda: engine.make_key(2048))
    plan = replace(engine.plan(situation, wanted), proof=None)  # no run is left open
    engine.apply(plan, materials)


def break_it(places: Places, attached: Attached, broken: Broken) -> None:
    """Give the home its clone, then do to it what happened."""
    machine = Machine(replace(places, env={**places.env, "GIT_TERMINAL_PROMPT": "0"}), attached)
    machine.clone.mkdir(exist_ok=True)
    machine.git("init", "-q", ".")
    machine.git("remote", "add", "origin", broken.url)
    broken.breaks(machine)
