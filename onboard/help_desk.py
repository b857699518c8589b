"""A help desk's stages, for another IAM user: who acts, what IAM holds, what would be done."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onboard.desk import Delivery, Operator, Somebody, Wish
from onboard.desk.plan import kinds_for, plan_for
from onboard.desk.words import with_policy
from onboard.engine import Engine
from onboard.errors import MfaNeeded, NotSignedIn, OnboardError, Unreachable
from onboard.situation import Credential, Kind
from onboard.work import Plan

if TYPE_CHECKING:
    from onboard.aws.session import Connection


@dataclass
class HelpDesk:
    """The engine, and whoever acts with it."""

    engine: Engine
    operator: Operator
    connection: "Connection"

    def see(self, user: str, wishes: Sequence[Wish] = ()) -> Somebody:
        """What IAM holds for that user, as far as the wishes ask for it; else all."""
        from onboard.observe.somebody import somebody

        kinds = kinds_for(wishes) if wishes else tuple(Credential)
        try:
            return somebody(self.connection, user, kinds)
        except OnboardError as error:
            raise with_policy(error, self.operator, user) from error

    def plan(self, user: Somebody, wishes: Sequence[Wish], delivery: Delivery | None) -> Plan:
        """What would be done; raises OnboardError where it cannot."""
        plan = plan_for(self.operator, user, wishes, delivery)
        return replace(plan, notes=tuple(map(self.engine.as_typed, plan.notes)))


def open_desk(engine: Engine, profile: str | None, region: str | None) -> HelpDesk:
    """Sign in; raises NotSignedIn, Unreachable."""
    from onboard.observe.somebody import operator

    found, connection = operator(engine.places, profile, region)
    who = found.who
    if who.problem_code == "mfa-needed":
        raise MfaNeeded(who.problem, who.hint)
    if who.kind is Kind.NONE or connection is None:
        kind = Unreachable if who.problem_code == "unreachable" else NotSignedIn
        raise kind(who.problem, who.hint)
    engine.use(connection, found.profile, found.region)
    return HelpDesk(engine, found, connection)
