"""The front door of STS, IAM and CodeCommit: authenticate, find the operation, answer."""

import re
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onboard.sandbox.aws import wire
from onboard.sandbox.aws.call import Call, CreateBare, Result
from onboard.sandbox.aws.call_log import CallLog
from onboard.sandbox.aws.errors import AwsError, invalid_token
from onboard.sandbox.aws.identity import Principal, caller_of
from onboard.sandbox.aws.operations import SERVICES, is_write
from onboard.sandbox.aws.signature import Claim, Message, check, read_claim
from onboard.sandbox.aws.store import Store
from onboard.sandbox.aws.validate import check_parameters
from onboard.sandbox.aws.wire import Reply

if TYPE_CHECKING:
    from moto.core.model import OperationModel

_TARGET = re.compile(r"CodeCommit_20150413\.(\w+)")


class Api:
    """The signed services, over one store."""

    def __init__(
        self,
        store: Store,
        repositories: Path,
        create_bare: CreateBare,
        now: Callable[[], float],
    ) -> None:
        self.store = store
        self.log = CallLog()
        self._repositories = repositories
        self._create_bare = create_bare
        self._now = now

    def answer(self, message: Message) -> Reply:
        """The reply to any request that is not for one of the unsigned services."""
        request_id = str(uuid.uuid4())
        reply = self._reply(message, request_id)
        reply.headers["x-amzn-RequestId"] = request_id
        return reply

    def run(self, service: str, name: str, caller: Principal, region: str, given: Any) -> Result:
        """Do one operation and write a change through before the answer is known."""
        operation = SERVICES[service][name]
        with self.store.lock:
            call = Call(
                self.store.state,
                caller,
                given,
                region,
                self._now(),
                self._repositories,
                self._create_bare,
            )
            result = operation(call)
            if is_write(service, name):
                self._save()
        return result

    def _save(self) -> None:
        try:
            self.store.save()
        except OSError as problem:
            words = f"The sandbox cannot keep its state: {problem.strerror}"
            raise AwsError("ServiceFailure", words, 500) from problem

    def _reply(self, message: Message, request_id: str) -> Reply:
        if "x-amz-target" in message.headers:
            return self._json(message)
        try:
            return self._query(message, request_id)
        except AwsError as error:
            return wire.xml_error(error, request_id)

    def _query(self, message: Message, request_id: str) -> Reply:
        form = wire.form_of(message.body, message.query)
        action = form.get("Action", "")
        claim, caller = self._enter(message, action)
        if claim.service not in ("iam", "sts"):
            self.log.refused(claim.service, action, 400)
            return _not_here(claim, request_id)
        with self.log.entry(claim.service, action, caller.arn) as entry:
            known = _known(claim.service, action, form.get("Version", ""))
            given = wire.read_form(known, form)
            check_parameters(known, given)
            _admit(claim.service, action, caller)
            result = self.run(claim.service, action, caller, claim.region, given)
            entry.status = 200
        return wire.write_xml(known, result, request_id)

    def _json(self, message: Message) -> Reply:
        target = message.headers["x-amz-target"]
        found = _TARGET.fullmatch(target)
        action = found[1] if found else ""
        try:
            claim, caller = self._enter(message, action or target)
            with self.log.entry(claim.service, action or target, caller.arn) as entry:
                known = _known_json(action, target)
                given = wire.read_json(known, message.body)
                result = self.run("codecommit", action, caller, claim.region, given)
                entry.status = 200
            return wire.write_json(result)
        except AwsError as error:
            return wire.json_error(error)

    def _enter(self, message: Message, action: str) -> tuple[Claim, Principal]:
        service = "?"
        try:
            claim = read_claim(message)
            service = claim.service
            now = self._now()
            token = message.headers.get("x-amz-security-token")
            with self.store.lock:
                caller, secret = caller_of(self.store.state, claim.key, token, now)
            check(claim, message, secret, now)
        except AwsError as error:
            self.log.refused(service, action, error.status)
            raise
        return claim, caller


def _known(service: str, action: str, version: str) -> "OperationModel":
    known = wire.operation(service, action) if action in SERVICES[service] else None
    if known is None:
        words = f"Could not find operation {action} for version {version}"
        raise AwsError("InvalidAction", words, 400)
    return known


def _known_json(action: str, target: str) -> "OperationModel":
    known = wire.operation("codecommit", action) if action in SERVICES["codecommit"] else None
    if known is None:
        raise AwsError("UnknownOperationException", f"Unknown operation {target}")
    return known


def _admit(service: str, action: str, caller: Principal) -> None:
    """What AWS keeps from sessions whatever the policies say."""
    if not caller.temporary or caller.kind == "role":
        return
    if service == "iam" and (caller.kind == "federated" or not caller.mfa):
        raise invalid_token()
    if service == "sts" and caller.kind == "federated" and action != "GetCallerIdentity":
        words = f"User: {caller.arn} is not authorized to perform: sts:{action}"
        raise AwsError("AccessDenied", words, 403)


def _not_here(claim: Claim, request_id: str) -> Reply:
    words = f"The sandbox has no service {claim.service}: it has sts, iam and codecommit."
    error = AwsError("InvalidAction", words, 400)
    if wire.protocol(claim.service) == "json":
        return wire.json_error(error, "application/json")
    return wire.xml_error(error, request_id)
