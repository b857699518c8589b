"""The doctor's checks, a module each: pure functions from a case to findings, in this order."""

from collections.abc import Callable, Iterable

from onboard.doctor.checks import (
    address,
    attempt,
    clock,
    environment,
    grc,
    helpers,
    host_keys,
    identity,
    key_files,
    keys_at_iam,
    names,
    permissions,
    profiles,
    remembered,
    slots,
    ssh_algorithms,
    ssh_config,
    ssh_program,
    ssh_user,
    ssh_way,
    transport,
)
from onboard.doctor.finding import Finding, Severity
from onboard.situation.case import Case

Check = Callable[[Case], Iterable[Finding]]

ORDER: tuple[Check, ...] = (
    profiles.check,
    environment.check,
    clock.check,
    identity.check,
    address.check,
    transport.check,
    grc.check,
    names.check,
    helpers.check,
    remembered.check,
    *(ssh_config.check, ssh_program.check, ssh_way.check, host_keys.check, ssh_algorithms.check),
    *(key_files.check, ssh_user.check, keys_at_iam.check),
    *(host_keys.check_unknown, key_files.check_passphrase),
    permissions.check,
    attempt.check,
    slots.check,
    environment.notes,
)
"""What others stand on comes first: the sign-in before the permission, both before git's words."""

_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def examine(case: Case) -> tuple[Finding, ...]:
    """Every finding, errors first, else in the order of the checks; each id and place once."""
    found: dict[tuple[str, str], Finding] = {}
    for check in ORDER:
        for one in check(case):
            found.setdefault((one.id, one.where), one)
    return tuple(sorted(less_vague(found.values()), key=lambda one: _RANK[one.severity]))


def less_vague(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Without what git's bare words may mean, where a check knows what they do mean."""
    rows = tuple(found)
    known = any(one.severity is Severity.ERROR and not attempt.is_vague(one) for one in rows)
    return tuple(one for one in rows if not (known and attempt.is_vague(one)))
