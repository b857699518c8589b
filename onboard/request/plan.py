"""Decide a request: the key that is made for it, and the file that is sent. Pure."""

import shlex
from pathlib import Path

from onboard.errors import BadInput
from onboard.lacking import key_problem
from onboard.places import Places
from onboard.plan.free_name import new_key_path
from onboard.regions import find_region
from onboard.request import Request
from onboard.situation import Method, Setup, Situation
from onboard.steps.key_pair import CreateKeyPair
from onboard.steps.request_file import WriteRequest
from onboard.steps.step import Step
from onboard.work import Plan

REQUEST = "request"
"""What its plan is called in the journal."""
WAITING = (
    "Send {file} to an administrator; it holds no secret. With what comes back:\n"
    "onboard request --finish {back}"
)
BACK = {Method.SSH: "FILE   (or the key id, APKA…)", Method.HTTPS: "FILE"}


def plan_request(
    situation: Situation, setup: Setup, request: Request, file: Path, places: Places
) -> Plan:
    """The plan; `request` without its key. Raises BadInput for a key that IAM would not take."""
    find_region(setup.region)
    steps: list[Step] = []
    private = None
    if setup.method is Method.SSH:
        private = _existing(situation, setup)
        if private is None:
            taken = frozenset(one.path for one in situation.machine.keys)
            private = new_key_path(places.ssh_folder, taken)
            comment = f"{request.user}@codecommit"
            steps.append(CreateKeyPair(private, setup.bits, setup.encrypted, comment))
    where = (request.nonce, request.user, request.method)
    rest = (request.region, request.repository, request.account)
    steps.append(WriteRequest(file, *where, *rest, private))
    return Plan(
        command=REQUEST,
        method=setup.method,
        account=request.account,
        profile=situation.profile,
        region=setup.region,
        steps=tuple(steps),
        waiting=WAITING.format(file=shlex.quote(str(file)), back=BACK[setup.method]),
    )


def _existing(situation: Situation, setup: Setup) -> Path | None:
    """The key that was named; the situation knows it."""
    if setup.key is None:
        return None
    key = next((one for one in situation.machine.keys if one.path == setup.key), None)
    problem = key_problem(key) if key else "There is no such key."
    if problem:
        raise BadInput(f"{setup.key} cannot be used: {problem}", "Leave --key out for a new one.")
    return setup.key
