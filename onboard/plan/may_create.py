"""Whether IAM will let this plan create one more credential: slots first, then permission."""

from onboard.errors import AccessDenied, LimitReached, MfaNeeded
from onboard.lacking import FREE_SLOT, MFA_CODE, could_go, full, permission, slot
from onboard.situation import GitCredential, Method, Situation, SshKey, Unknown

MANAGED_POLICY = {
    Method.HTTPS: "IAMSelfManageServiceSpecificCredentials",
    Method.SSH: "IAMUserSSHKeys",
}


def check_can_create(situation: Situation, method: Method) -> None:
    """Raise LimitReached, AccessDenied or MfaNeeded where IAM would refuse."""
    if FREE_SLOT in slot(situation, method):
        raise LimitReached(*_which_could_go(situation, method))
    missing = permission(situation, method)
    if MFA_CODE in missing:
        raise MfaNeeded(
            "IAM lets you create this only in a session with MFA.",
            "Run this again with --mfa-code-stdin and give the code on standard input.",
        )
    for action in missing:
        raise AccessDenied(
            f"You may not do {action} for your own user.",
            f"Ask an administrator to attach the AWS managed policy {MANAGED_POLICY[method]} to "
            f"your user (what to send: onboard policy {action}), or use the credential helper: "
            "onboard setup --method helper",
            action,
        )


def _which_could_go(situation: Situation, method: Method) -> tuple[str, str]:
    held = _held(situation, method)
    rows = "; ".join(f"{one.id} ({one.status}, made {one.created:%Y-%m-%d})" for one in held)
    return (
        f"{full(situation, method)} They are: {rows}.",
        f"Delete one that nobody uses any more in the IAM console, for example "
        f"{could_go(held).id}. Then run this again.",
    )


def _held(situation: Situation, method: Method) -> tuple[GitCredential, ...] | tuple[SshKey, ...]:
    holdings = situation.holdings
    held = holdings.git_credentials if method is Method.HTTPS else holdings.ssh_keys
    return () if isinstance(held, Unknown) else held
