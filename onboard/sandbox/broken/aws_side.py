"""What happens at AWS: to the person's keys, policies and slots, and to the service itself."""

import time
from collections.abc import Callable

from onboard.sandbox.aws import mfa
from onboard.sandbox.aws.state import State, User, dump, load
from onboard.sandbox.broken.machine import Machine
from onboard.sandbox.scenarios import grants
from onboard.sandbox.scenarios.seed import MAIN, PERSON, add_role
from onboard.situation import Method, Setup, Store

HOUR, DAY = 3600.0, 86400.0
SELF_SERVICE = (
    "CreateServiceSpecificCredential",
    "ListServiceSpecificCredentials",
    "UploadSSHPublicKey",
    "ListSSHPublicKeys",
)


def state_of(machine: Machine) -> State:
    """All that AWS holds."""
    return load(machine.ask("accounts", {})["state"])


def change(machine: Machine, edit: Callable[[State], None]) -> None:
    """Change what AWS holds past IAM's own rules."""
    state = state_of(machine)
    edit(state)
    machine.ask("accounts", {"state": dump(state)})


def with_role(state: State) -> None:
    """There is a role that the person may assume."""
    person = state.person
    add_role(state, "Developer", grants.trust_account(MAIN), time.time())
    state.person = person


def key_deleted(machine: Machine) -> None:
    """An administrator deleted the access key."""
    change(machine, lambda state: _person(state).access_keys.clear())


def key_old(machine: Machine) -> None:
    """The access key was made more than a year ago."""

    def edit(state: State) -> None:
        _person(state).access_keys[0].created -= 400 * DAY

    change(machine, edit)


def mfa_wanted(machine: Machine) -> None:
    """The organisation attached AWS's own sample policy, and the person has a device."""

    def edit(state: State) -> None:
        _person(state).mfa_secret = mfa.new_secret()
        _person(state).inline["DenyWithoutMFA"] = grants.DENY_WITHOUT_MFA

    change(machine, edit)


def pull_taken(machine: Machine) -> None:
    """No policy allows pulling any more."""
    _take(machine, "codecommit:GitPull")


def pull_denied(machine: Machine) -> None:
    """A policy says that this person may not pull."""
    machine.ask("iam", {"do": "deny", "action": "codecommit:GitPull"})


def push_taken(machine: Machine) -> None:
    """No policy allows pushing any more."""
    _take(machine, "codecommit:GitPush")


def self_service_taken(machine: Machine) -> None:
    """Only administrators make credentials here."""
    for name in SELF_SERVICE:
        _take(machine, f"iam:{name}")


def slots_taken(machine: Machine) -> None:
    """Two Git credentials were made in the console, for other machines."""
    for _ in range(2):
        machine.ask("console", {"do": "create-git-credential"})


def clock_wrong(machine: Machine) -> None:
    """The machine's clock went an hour wrong, which is the same as AWS's going the other way."""
    machine.ask("fault", {"name": "skewed-clock", "value": HOUR})


def run_cut_off(machine: Machine) -> None:
    """The terminal was closed while Git credentials were being set up."""
    from onboard.engine import Engine
    from onboard.work import Materials, Progress

    engine = Engine(machine.places)
    situation = engine.observe(None, None)
    wanted = Setup(Method.HTTPS, "eu-west-1", situation.profile, Store.SANDBOX, "web")

    def close(progress: Progress) -> None:
        if progress.state == "done":
            raise KeyboardInterrupt

    try:
        engine.apply(engine.plan(situation, wanted), Materials(), close)
    except KeyboardInterrupt:
        return
    raise RuntimeError("the run came to its end")


def _take(machine: Machine, action: str) -> None:
    machine.ask("iam", {"do": "take-permission", "action": action})


def _person(state: State) -> User:
    return state.accounts[MAIN].users[PERSON]
