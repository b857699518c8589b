"""The plan that mends one finding."""

import stat
from dataclasses import replace
from functools import partial

from onboard.doctor.finding import (
    MENDING,
    Edit,
    Enable,
    Finding,
    Forget,
    Mend,
    Protect,
    Readdress,
    SetUpAgain,
)
from onboard.errors import BadInput, NotForThisIdentity
from onboard.git.remotes import read_repository
from onboard.offer import offers
from onboard.places import Places
from onboard.plan import make_plan
from onboard.plan.remotes import remotes_plan
from onboard.situation import Method, Setup, Situation, Store
from onboard.situation.case import Case
from onboard.ssh.alias import host_of
from onboard.steps.edit_lines import EditLines
from onboard.steps.forget_password import ForgetPassword
from onboard.steps.set_mode import SetMode
from onboard.steps.step import Step
from onboard.steps.switch import Switch
from onboard.work import Plan


def mending(case: Case, finding: Finding, places: Places) -> Plan:
    """What would be changed; raises OnboardError where it cannot be.

    A set-up is planned as `onboard setup` plans it; it still wants its preview by git and ssh.
    """
    mend = finding.mend
    if mend is None:
        raise BadInput("That finding is not for onboard to mend.", finding.fix)
    if isinstance(mend, SetUpAgain):
        plan = make_plan(case.situation, setup_for(case, mend), places)
        # the doctor looks again, and git itself is sent there: no run waits for a proof
        return replace(plan, command=MENDING, proof=None)
    if isinstance(mend, Readdress):
        repository = read_repository(places, mend.folder)
        machine = case.situation.machine
        names = dict(mend.names)
        known = partial(host_of, places, machine)
        plan = remotes_plan(repository, case.situation, known, names)
        return replace(plan, command=MENDING)
    return _small(case, (_step(case.situation, mend),))


def setup_for(case: Case, mend: SetUpAgain) -> Setup:
    """The choices of a set-up for the address that is examined."""
    situation, target = case.situation, case.target
    own = {one.store for one in situation.machine.vault}
    usual = Store.SANDBOX if situation.sandbox else Store.KEYRING
    return Setup(
        method=mend.method or recommended(situation),
        region=target.region or situation.region.name or "",
        profile=situation.profile,
        store=next(iter(own), usual) if len(own) == 1 else usual,
        repository=target.repository or None,
        mend_chain=mend.mend_chain,
        replace_old=mend.replace_old,
        adopt=mend.adopt,
        renew=mend.renew,
    )


def recommended(situation: Situation) -> Method:
    """The method for an https address; raises NotForThisIdentity where there is none."""
    https = [one for one in offers(situation) if one.method in (Method.HTTPS, Method.HELPER)]
    usable = [one for one in https if one.available]
    ready = [one for one in usable if not one.needs]
    for one in (*ready, *usable):
        return one.method
    raise NotForThisIdentity(https[0].reason, "Sign in to AWS as somebody who may use CodeCommit.")


def _step(situation: Situation, mend: Mend) -> Step:
    if isinstance(mend, Edit):
        return EditLines(mend.file, mend.cut, mend.put).previewed()
    if isinstance(mend, Protect):
        return SetMode(mend.file, mend.mode, stat.S_IMODE(mend.file.stat().st_mode))
    if isinstance(mend, Enable):
        return Switch(mend.type, situation.identity.name, mend.id, "Inactive", "Active")
    if isinstance(mend, Forget):
        return ForgetPassword(mend.url, mend.user, mend.helpers, mend.folder)
    raise BadInput("That cannot be mended yet.", "Do what the finding says.")


def _small(case: Case, steps: tuple[Step, ...]) -> Plan:
    situation, target = case.situation, case.target
    set_up = next((one.method for one in situation.setups), None)
    method = case.method or set_up or recommended(situation)
    return Plan(
        command=MENDING,
        method=method,
        account=situation.identity.account,
        profile=situation.profile,
        region=target.region or situation.region.name or "",
        steps=steps,
    )
