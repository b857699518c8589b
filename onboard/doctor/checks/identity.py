"""Whether AWS knows who this is: nothing that signs works without it."""

import shlex
from collections.abc import Iterator

from onboard.doctor.checks import environment, profiles
from onboard.doctor.checks.weight import of_signing, profile_of
from onboard.doctor.finding import Finding, Severity
from onboard.situation import Kind, Method
from onboard.situation.case import Case
from onboard.situation.network import Network

IDS = {
    "no-credentials": "no-aws-credentials",
    "expired": "expired-session",
    "broken-config": "aws-config-broken",
    "mfa-needed": "mfa-session-needed",
    "unreachable": "proxy-or-dns",
}
"""Where only the kind of the problem is known."""
FIXES = {
    "no-aws-credentials": "Sign in (aws sso login, or aws login), or enter an access key: "
    "aws configure{profile}",
    "grc-no-credentials": "Sign in with it (aws sso login{profile}), enter an access key (aws "
    "configure{profile}), or name another profile in the address.",
    "invalid-token": "See in the IAM console whether it is there and Active, or put another key "
    "into the profile: aws configure{profile}",
    "wrong-secret-key": "Enter the pair again: aws configure{profile}",
    "aws-config-broken": "Correct the profile's settings; what it is made of says: "
    "aws configure list{profile}",
    "login-needs-crt": "Add it where the program lives that signs, as with pipx: pipx inject "
    "PROGRAM 'botocore[crt]'",
    "mfa-session-needed": "Give a code of your MFA device, which is kept until it ends: "
    "onboard setup --method {method}{profile} --mfa-code-stdin",
    "rate-exceeded": "Wait a minute, then look again: onboard doctor",
    "unknown": "Wait a minute, then look again: onboard doctor",
}
"""What helps here; for the other causes the sign-in's own hint says it best."""
PROCESS = (
    "The credential_process of the AWS profile {name} fails, or prints something else than the "
    "AWS tools expect.",
    "Run that command yourself and see what it says: aws configure get credential_process{profile}",
)
"""A process may have written a secret into what it said, so that is not shown."""
WHY = {
    Severity.ERROR: "git signs in with these credentials there.",
    Severity.WARNING: "git signs in with these credentials there; what it still has will end.",
    Severity.NOTE: "git signs in with something else there; only IAM cannot be asked.",
}
NOTHING_ELSE = "Nothing else here could let git in."
NOTHING_YET = (
    "Nothing is set up for git here yet; onboard setup shows each way in, also one without them."
)


def check(case: Case) -> Iterator[Finding]:
    """An error where git signs with AWS credentials; a note where it has its own."""
    who = case.situation.identity
    if who.kind is not Kind.NONE or any(_said_better(case)):
        return
    weight = of_signing(case)
    lost = weight is Severity.ERROR and case.signer is None
    yield Finding(
        _id(case),
        weight,
        _what(case),
        _where(case),
        NOTHING_ELSE if lost else WHY[weight] if case.target.url else NOTHING_YET,
        _fix(case),
    )


def _said_better(case: Case) -> Iterator[bool]:
    yield profiles.is_missing(case)
    yield environment.is_shadowed(case)
    yield case.situation.identity.cause == "clock-skew"  # the clock's own check says it


def _what(case: Case) -> str:
    if _is_process(case):
        return PROCESS[0].format(name=case.situation.profile)
    return case.situation.identity.problem or "There are no AWS credentials here."


def _is_process(case: Case) -> bool:
    fact = profile_of(case)
    broken = case.situation.identity.cause == "aws-config-broken"
    return broken and fact is not None and fact.source == "process"


def _id(case: Case) -> str:
    who = case.situation.identity
    id_ = who.cause or IDS.get(who.problem_code, "no-aws-credentials")
    named = case.method is Method.GRC and case.signer is not None and case.signer.named
    return "grc-no-credentials" if named and id_ == "no-aws-credentials" else id_


def _where(case: Case) -> str:
    who, network = case.situation.identity, case.network
    if who.cause == "proxy-or-dns":
        return _variable(network) or "the network"
    if case.signer is not None and not case.signer.profile and case.signer.where:
        return case.signer.where
    return _credentials(case)


def _variable(network: Network) -> str:
    """The one that decides which way AWS is asked; empty without any."""
    return network.aws_proxy_from or network.endpoint_from


def _credentials(case: Case) -> str:
    name = case.situation.profile
    fact = profile_of(case)
    if name is None:
        return "AWS credentials"
    key = f", access key {fact.key_id}" if fact and fact.key_id else ""
    return f"AWS profile {name}{key}"


def _fix(case: Case) -> str:
    who, network = case.situation.identity, case.network
    if who.cause == "proxy-or-dns" and _variable(network):
        return f"Correct that variable, or take it away: unset {_variable(network)}"
    name, id_ = case.situation.profile, _id(case)
    words = PROCESS[1] if _is_process(case) else FIXES.get(id_, "")
    if id_ == "aws-config-broken" and not case.situation.profiles:
        words = who.hint  # no file could be read: there is no profile to look at
    method = case.method if case.method in (Method.HELPER, Method.GRC) else Method.HELPER
    profile = f" --profile {shlex.quote(name)}" if name else ""
    said = words.replace("{profile}", profile).replace("{method}", method)
    return said or who.hint or "Sign in to AWS, or name another profile with --profile."
