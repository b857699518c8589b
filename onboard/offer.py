"""What an identity may use, why, and what is still missing: pure."""

from dataclasses import replace

from onboard.lacking import (
    MFA_CODE,
    PULL,
    PUSH,
    existing,
    full,
    key_problem,
    permission,
    place,
    profile_of,
    slot,
    tools,
    wants_mfa,
)
from onboard.situation import (
    Identity,
    Kind,
    Method,
    Offer,
    Situation,
    Unknown,
)

__all__ = ["console_only", "key_problem", "offers"]

ORDER = (Method.HTTPS, Method.HELPER, Method.GRC, Method.SSH)
"""In which a method is recommended."""
GOOD = {
    Method.HTTPS: "A user name and password made for git: it works in every IDE, "
    "and there is nothing to renew.",
    Method.SSH: "A key pair: IAM gets the public half, the private half stays on this machine.",
    Method.HELPER: "Git asks a helper that signs each request with your AWS credentials; "
    "ordinary clone addresses work, and no password is stored.",
    Method.GRC: "An add-on for git that AWS recommends for temporary credentials; "
    "it signs each request and uses addresses of its own.",
}
WHO = {
    Kind.ROOT: "you are signed in as the account's root user",
    Kind.FEDERATED_USER: "you are signed in with a federated session",
    Kind.IDENTITY_CENTER: "you are signed in through IAM Identity Center",
    Kind.CROSS_ACCOUNT_ROLE: "you are signed in through a role in another account",
    Kind.INSTANCE_ROLE: "this machine is signed in through its own role",
    Kind.SERVICE_ROLE: "this service is signed in through its own role",
    Kind.ROLE: "you are signed in through a role",
}
ROOT_WARNING = (
    "You are the root user, who may do everything in this account and cannot be limited. "
    "The way out: create an administrator user in IAM Identity Center or IAM, "
    "sign in as that user, and run this again."
)
NO_SESSION = (
    "This session was made without an MFA code, so IAM does not let it create anything; "
    "give a code and it can."
)
POLICY_WANTS_MFA = "Your organisation's policy wants MFA with every request, and {what} carry it."
CARRIES_NONE = {Method.HTTPS: "Git credentials cannot", Method.SSH: "SSH keys cannot"}


def offers(situation: Situation) -> tuple[Offer, ...]:
    """One offer per method, in the order https, ssh, helper, grc; at most one recommended."""
    found = {method: _offer(situation, method) for method in Method}
    best = next((method for method in ORDER if _can_be_completed(found[method])), None)
    return tuple(replace(one, recommended=one.method is best) for one in found.values())


def console_only(situation: Situation) -> bool:
    """Whether this looks like a person who signs in to the console and has no access key.

    A profile is there, made for a Region or an output format, but it has no way to sign in.
    """
    profile = profile_of(situation)
    missing = situation.identity.problem_code == "no-credentials"
    return missing and profile is not None and not profile.source


def _offer(situation: Situation, method: Method) -> Offer:
    if situation.identity.kind is Kind.NONE:
        return _signed_out(situation, method)
    if method in (Method.HTTPS, Method.SSH):
        return _of_user(situation, method)
    return _signing(situation, method)


def _signed_out(situation: Situation, method: Method) -> Offer:
    """Without AWS credentials there is the console, for an IAM user; nothing can sign."""
    identity = situation.identity
    if identity.problem_code == "mfa-needed":
        if method in (Method.HTTPS, Method.SSH):
            return Offer(method, False, _belongs(Kind.ROLE))
        return Offer(method, True, GOOD[method], (MFA_CODE, *tools(situation, method)))
    if method in (Method.HTTPS, Method.SSH):
        needs = (*tools(situation, method), *place(situation, method))
        return Offer(method, True, _by_console(method), needs, via="console")
    return Offer(method, False, f"It signs with AWS credentials, and {_lack(identity)}.")


def _lack(identity: Identity) -> str:
    if identity.problem_code in ("", "no-credentials"):
        return "there are none yet"
    if identity.problem_code == "expired":
        return "yours have expired"
    return "yours cannot be used now"


def _of_user(situation: Situation, method: Method) -> Offer:
    """Git credentials and SSH keys: for IAM users, as far as policies and IAM let them."""
    identity = situation.identity
    if identity.kind not in (Kind.IAM_USER, Kind.IAM_USER_SESSION):
        return Offer(method, False, _belongs(identity.kind))
    if wants_mfa(situation):
        return Offer(method, False, POLICY_WANTS_MFA.format(what=CARRIES_NONE[method]))
    if _is_shut_out(situation, identity):
        return Offer(method, False, NO_SESSION, (MFA_CODE,))
    exists = existing(situation, method)
    taken = () if exists else slot(situation, method)
    allowed = () if exists else permission(situation, method)
    needs = (*taken, *allowed, *tools(situation, method), *place(situation, method))
    reason = full(situation, method) if taken else GOOD[method] + _limits(situation)
    return Offer(method, True, reason, needs, exists=exists)


def _signing(situation: Situation, method: Method) -> Offer:
    """The helper and git-remote-codecommit: for whoever has AWS credentials."""
    code = wants_mfa(situation) and not situation.identity.mfa
    needs = (*((MFA_CODE,) if code else ()), *tools(situation, method))
    exists = tuple(
        one.user or one.profile or one.account for one in situation.setups if one.method is method
    )
    warning = ROOT_WARNING if situation.identity.kind is Kind.ROOT else ""
    reason = GOOD[method] + _limits(situation)
    return Offer(method, True, reason, needs, exists=exists, warning=warning)


def _is_shut_out(situation: Situation, identity: Identity) -> bool:
    """Whether IAM refuses to talk to this session of a user."""
    held = (situation.holdings.git_credentials, situation.holdings.ssh_keys)
    return identity.kind is Kind.IAM_USER_SESSION and any(
        isinstance(one, Unknown) and one.code == "mfa-needed" for one in held
    )


def _limits(situation: Situation) -> str:
    """What the person's permissions leave out, where IAM said so."""
    pull, push = (situation.permissions.get(action) for action in (PULL, PUSH))
    if pull and pull.decision == "denied" and not pull.with_mfa:
        return " Your permissions do not allow pulling yet."
    if push and push.decision == "denied" and not push.with_mfa:
        return " Your permissions allow pulling, not pushing."
    return ""


def _can_be_completed(offer: Offer) -> bool:
    """Whether nothing is missing; a code of one's own device is a matter of typing it."""
    typed = {MFA_CODE} if offer.method in (Method.HELPER, Method.GRC) else set()
    return offer.available and offer.via == "api" and not set(offer.needs) - typed


def _belongs(kind: Kind) -> str:
    return f"Keys and Git credentials belong to IAM users; {WHO[kind]}."


def _by_console(method: Method) -> str:
    what = "Git credentials are made" if method is Method.HTTPS else "an SSH key is registered"
    return (
        f"As an IAM user you need no access key for this: {what} in the AWS console, "
        "and the rest is done here."
    )
