"""The sandbox's own verbs: faults, the call log, the AWS console, and what tests take away."""

from collections.abc import Callable, Mapping
from typing import Any

from onboard.sandbox.aws import mfa
from onboard.sandbox.aws.api import Api
from onboard.sandbox.aws.console import Console
from onboard.sandbox.aws.errors import AwsError
from onboard.sandbox.aws.faults import Faults
from onboard.sandbox.aws.identity import of_arn
from onboard.sandbox.aws.ids import mfa_serial
from onboard.sandbox.aws.pace import NAMES as PACES
from onboard.sandbox.aws.state import ACTIVE, INACTIVE, State, User, dump, load

Body = dict[str, Any]
Verb = Callable[[Body], Body]

ADMINISTRATOR = "admin"
READER = "IAMReadOnlyAccess"


def verbs(api: Api, faults: Faults, now: Callable[[], float]) -> Mapping[str, Verb]:
    """The verbs that belong to AWS, each from body to answer; AwsError when refused."""
    state = _State(api, now)
    return {
        "fault": lambda body: _fault(faults, body),
        "calls": lambda body: {"calls": api.log.shown()},
        "calls-clear": lambda body: _clear(api),
        "console": Console(api).do,
        "iam": state.iam,
        "administrator": state.administrator,
        "mfa-code": state.mfa_code,
        "users": state.users,
        "accounts": state.accounts,
    }


def _fault(faults: Faults, body: Body) -> Body:
    name, value = body.get("name"), body.get("value")
    if name == "clear":
        faults.clear()
    elif name in PACES:
        faults.pace.set(str(name), value)
    elif name == "propagation":
        if not isinstance(value, int | float) or value < 0:
            raise _bad(f"propagation is a number of seconds, not {value}")
        faults.propagation = float(value)
    elif name == "wrong-host-key":
        if not isinstance(value, bool):
            raise _bad(f"wrong-host-key is on or off, not {value}")
        faults.wrong_host_key = value
    else:
        faults.plan(body)
    return faults.shown()


def _clear(api: Api) -> Body:
    api.log.clear()
    return {}


class _State:
    """The verbs that change or read accounts past IAM's own rules."""

    def __init__(self, api: Api, now: Callable[[], float]) -> None:
        self._store = api.store
        self._now = now

    def iam(self, body: Body) -> Body:
        """Set a credential's status, or take an action from the person and give it back."""
        deeds: dict[str, Callable[[State, Body], None]] = {
            "set-status": _set_status,
            "take-permission": _take,
            "give-permission": _give,
            "deny": _deny,
            "detach": _detach,
        }
        deed = deeds.get(str(body.get("do")))
        if deed is None:
            raise _bad(f"iam cannot do {body.get('do')}: it can do {', '.join(deeds)}")
        with self._store.lock:
            deed(self._store.state, body)
            self._store.save()
        return {}

    def administrator(self, body: Body) -> Body:
        """The keys of an administrator in the person's account, or in `account`."""
        with self._store.lock:
            state = self._store.state
            account = str(body.get("account") or state.person.split(":")[4])
            if account not in state.accounts:
                raise _bad(f"no account {account}")
            key = state.accounts[account].users[ADMINISTRATOR].access_keys[0]
        return {"access_key": key.id, "secret_key": key.secret}

    def users(self, body: Body) -> Body:
        """Give the person's account `count` more users, and the person leave to look at them."""
        from onboard.sandbox.scenarios.many import add_users

        with self._store.lock:
            state = self._store.state
            account = state.accounts[state.person.split(":")[4]]
            add_users(account, body.get("count"), self._now())
            if not state.person.endswith(":root"):
                person = _person(state)
                person.attached = [*dict.fromkeys([*person.attached, READER])]
            self._store.save()
            return {"users": len(account.users)}

    def accounts(self, body: Body) -> Body:
        """Tell all that AWS holds, or, where it is given back, hold that again."""
        with self._store.lock:
            if "state" in body:
                self._store.state = load(body["state"])
                self._store.save()
            return {"state": dump(self._store.state)}

    def mfa_code(self, body: Body) -> Body:
        """What the person's MFA device shows now."""
        with self._store.lock:
            account, user = _device(self._store.state)
            code = mfa.code(user.mfa_secret or "", self._now())
        return {"serial": mfa_serial(account, user.name), "code": code}


def _device(state: State) -> tuple[str, User]:
    for account in state.accounts.values():
        for user in account.users.values():
            if user.mfa_secret:
                return account.id, user
    raise _bad("nobody in this scenario has an MFA device")


def _set_status(state: State, body: Body) -> None:
    kinds = {
        "git-credential": lambda user: user.git_credentials,
        "ssh-key": lambda user: user.ssh_keys,
        "access-key": lambda user: user.access_keys,
    }
    of_kind, status = kinds.get(str(body.get("type"))), body.get("status")
    if of_kind is None or status not in (ACTIVE, INACTIVE):
        raise _bad(f"type is one of {', '.join(kinds)}; status {ACTIVE} or {INACTIVE}")
    for account in state.accounts.values():
        for user in account.users.values():
            for one in of_kind(user):
                if one.id == body.get("id"):
                    one.status = status
                    return
    raise _bad(f"no {body.get('type')} {body.get('id')}")


def _take(state: State, body: Body) -> None:
    _give(state, body)
    state.withheld.append(_action(body))


def _give(state: State, body: Body) -> None:
    wanted = _action(body)
    state.withheld = [one for one in state.withheld if one != wanted]


def _deny(state: State, body: Body) -> None:
    statement = {"Effect": "Deny", "Action": _action(body), "Resource": "*"}
    _person(state).inline["SandboxDeny-" + _action(body).replace(":", "-")] = {
        "Version": "2012-10-17",
        "Statement": [statement],
    }


def _detach(state: State, body: Body) -> None:
    person, name = _person(state), body.get("policy")
    if name not in person.attached:
        raise _bad(f"no policy {name} is attached; there are {', '.join(person.attached)}")
    person.attached.remove(str(name))


def _person(state: State) -> Any:
    arn = state.person
    account, name = state.accounts[arn.split(":")[4]], arn.rpartition("/")[2]
    found = of_arn(state, arn)
    entities = account.users if found and found.kind == "user" else account.roles
    if name not in entities:
        raise _bad(f"{arn} has no policies of its own")
    return entities[name]


def _action(body: Body) -> str:
    action = body.get("action")
    if not isinstance(action, str) or ":" not in action:
        raise _bad("action is to be given as codecommit:GitPull")
    return action


def _bad(message: str) -> AwsError:
    return AwsError("BadControl", message)
