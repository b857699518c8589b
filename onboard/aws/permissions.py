"""What IAM would allow a principal, asked in advance."""

from collections.abc import Mapping, Sequence
from typing import Any

from onboard.aws.connection import Connection
from onboard.aws.problems import translated
from onboard.situation import Verdict

MFA = "aws:MultiFactorAuthPresent"


def simulate(
    connection: Connection,
    principal_arn: str,
    actions: Sequence[str],
    resource: str,
    mfa: bool | None,
) -> Mapping[str, Verdict]:
    """IAM's verdict on each action; `mfa` as the simulated request would carry it.

    Source: IAM API, SimulatePrincipalPolicy. Raises AccessDenied where simulating is not allowed.
    """
    context = [] if mfa is None else [_boolean(MFA, mfa)]
    with translated("iam:SimulatePrincipalPolicy", connection.temporary):
        pages = connection.client("iam").get_paginator("simulate_principal_policy")
        rows = [
            row
            for page in pages.paginate(
                PolicySourceArn=principal_arn,
                ActionNames=list(actions),
                ResourceArns=[resource],
                ContextEntries=context,
            )
            for row in page["EvaluationResults"]
        ]
    return {row["EvalActionName"]: _verdict(row) for row in rows}


def _boolean(key: str, value: bool) -> Mapping[str, Any]:
    return {
        "ContextKeyName": key,
        "ContextKeyValues": [str(value).lower()],
        "ContextKeyType": "boolean",
    }


def _verdict(row: Mapping[str, Any]) -> Verdict:
    if row["EvalDecision"] == "allowed":
        return Verdict("allowed")
    return Verdict("denied", _why(row))


def _why(row: Mapping[str, Any]) -> str:
    if not row.get("OrganizationsDecisionDetail", {}).get("AllowedByOrganizations", True):
        return "your organisation's policies deny it"
    if not row.get("PermissionsBoundaryDecisionDetail", {}).get(
        "AllowedByPermissionsBoundary", True
    ):
        return "your permissions boundary does not include it"
    if row["EvalDecision"] == "explicitDeny":
        return "a policy explicitly denies it"
    return "no policy allows it"
