"""Prepared situations with their offers, one for each kind of page."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from onboard.audit import Audited
from onboard.situation import (
    AccessKey,
    Credential,
    ExistingSetup,
    GitCredential,
    Holdings,
    Identity,
    KeyringFact,
    Kind,
    LocalKey,
    Machine,
    Method,
    Offer,
    Past,
    ProfileFact,
    RegionFact,
    Retired,
    Situation,
    SshKey,
    Store,
    Tool,
    Unknown,
    VaultEntry,
)

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
HTTPS_GOOD = (
    "A user name and password made for git: it works in every IDE, and there is nothing to renew."
)
SSH_GOOD = "A key pair: IAM gets the public half, the private half stays on this machine."
HELPER_GOOD = (
    "Git asks a helper that signs each request with your AWS credentials; ordinary clone "
    "addresses work, and no password is stored."
)
GRC_GOOD = (
    "An add-on for git that AWS recommends for temporary credentials; it signs each request and "
    "uses addresses of its own."
)
USERS_ONLY = (
    "Keys and Git credentials belong to IAM users; you are signed in through IAM Identity Center."
)

RSA = LocalKey(Path("/home/jane/.ssh/id_rsa"), "ssh-rsa", 4096, "AAAAB3NzaC1yc2E", "jane@laptop")
ED25519 = LocalKey(Path("/home/jane/.ssh/id_ed25519"), "ssh-ed25519", 256, "AAAAC3NzaC1lZDI")

MACHINE = Machine(
    git=Tool(Path("/usr/bin/git"), "2.39.5"),
    ssh=Tool(Path("/usr/bin/ssh"), "9.2"),
    aws=Tool(Path("/usr/bin/aws"), "2.17.0"),
    keyring=KeyringFact(True, "GNOME Keyring"),
    agent=True,
    keys=(RSA, ED25519),
)

JANE = Identity(
    Kind.IAM_USER,
    arn="arn:aws:iam::111122223333:user/jane",
    account="111122223333",
    name="jane",
    source="shared-credentials-file",
)

HOST = "git-codecommit.eu-west-1.amazonaws.com"

IAM_USER = Situation(
    now=NOW,
    identity=JANE,
    profile="work",
    profiles=(ProfileFact("work", "eu-west-1", "keys"),),
    region=RegionFact("eu-west-1", "profile"),
    machine=MACHINE,
    repositories=("web", "api", "infra"),
    sandbox="iam-user",
    published_host_keys={HOST: "eLMY1j0DKA4uvDZcl/KgtIayZANwX6t8+8isPtotBoY"},
)

OFFERS = (
    Offer(Method.HTTPS, True, HTTPS_GOOD, recommended=True),
    Offer(Method.SSH, True, SSH_GOOD),
    Offer(Method.HELPER, True, HELPER_GOOD),
    Offer(Method.GRC, True, GRC_GOOD, needs=("git-remote-codecommit",)),
)

SIGNING_ONLY = (
    Offer(Method.HTTPS, False, USERS_ONLY),
    Offer(Method.SSH, False, USERS_ONLY),
    Offer(Method.HELPER, True, HELPER_GOOD, recommended=True),
    Offer(Method.GRC, True, GRC_GOOD),
)

IDENTITY_CENTER = replace(
    IAM_USER,
    identity=Identity(
        Kind.IDENTITY_CENTER,
        arn="arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Dev_0123456789abcdef/jane",
        account="111122223333",
        name="Dev",
        session="jane@example.com",
        source="sso",
        temporary=True,
    ),
)

ROOT = replace(
    IAM_USER,
    identity=Identity(
        Kind.ROOT,
        arn="arn:aws:iam::111122223333:root",
        account="111122223333",
        source="shared-credentials-file",
    ),
)
ROOT_OFFERS = (
    Offer(Method.HTTPS, False, "Keys and Git credentials belong to IAM users; you are the root."),
    Offer(Method.SSH, False, "Keys and Git credentials belong to IAM users; you are the root."),
    Offer(Method.HELPER, True, HELPER_GOOD, recommended=True, warning="You are the root user."),
    Offer(Method.GRC, True, GRC_GOOD, warning="You are the root user."),
)

NOBODY = Unknown("You are not signed in to AWS.", "not-signed-in")
EXPIRED = replace(
    IAM_USER,
    identity=Identity(
        Kind.NONE,
        problem="Your sign-in of the profile work ran out.",
        hint="Sign in again.",
        problem_code="expired",
    ),
    profiles=(ProfileFact("work", "eu-west-1", "sso"), ProfileFact("home", None, "keys")),
    holdings=Holdings(NOBODY, NOBODY, NOBODY, NOBODY),
    repositories=NOBODY,
)
CONSOLE_OFFERS = (
    Offer(Method.HTTPS, True, "Git credentials are made in the AWS console.", via="console"),
    Offer(Method.SSH, True, "An SSH key is registered in the AWS console.", via="console"),
    Offer(Method.HELPER, False, "It signs with AWS credentials, and there are none."),
    Offer(Method.GRC, False, "It signs with AWS credentials, and there are none."),
)

MFA = replace(
    IAM_USER,
    profiles=(
        ProfileFact(
            "work", "eu-west-1", "keys", mfa_serial="arn:aws:iam::111122223333:mfa/jane-phone"
        ),
    ),
)
MFA_OFFERS = (
    Offer(Method.HTTPS, False, "Your organisation's policy wants MFA with every request."),
    Offer(Method.SSH, False, "Your organisation's policy wants MFA with every request."),
    Offer(Method.HELPER, True, HELPER_GOOD, needs=("an MFA code",), recommended=True),
    Offer(Method.GRC, True, GRC_GOOD, needs=("an MFA code",)),
)

PROFILES = replace(
    IAM_USER,
    profile="default",
    profiles=(
        ProfileFact("default", "eu-west-1", "keys"),
        ProfileFact("work", "eu-central-1", "sso", sso_account="111122223333"),
        ProfileFact("audit[/red]", None, "role", role_arn="arn:aws:iam::444455556666:role/Audit"),
    ),
)
UNPUBLISHED = replace(IAM_USER, region=RegionFact("il-central-1", "profile"))
"""A Region whose host key AWS does not publish."""
NO_REGION = replace(IAM_USER, region=RegionFact())

GIT_CREDENTIAL = GitCredential(
    "ACCAEXAMPLE0000000QX", "jane-at-111122223333", "Active", NOW - timedelta(days=41)
)
SET_UP = replace(
    IAM_USER,
    setups=(
        ExistingSetup(
            Method.HTTPS,
            "111122223333",
            "work",
            "eu-west-1",
            "jane-at-111122223333",
            ("git-codecommit.*.amazonaws.com",),
            NOW - timedelta(days=1),
        ),
    ),
    holdings=Holdings(
        git_credentials=(GIT_CREDENTIAL,),
        ssh_keys=(
            SshKey("APKAEXAMPLE00000000A", "Active", NOW - timedelta(days=412), RSA.body),
            SshKey("APKAEXAMPLE00000000B", "Inactive", NOW - timedelta(days=733), "AAAAother"),
        ),
    ),
)


KEPT = VaultEntry("111122223333", "jane-at-111122223333", Store.SANDBOX, GIT_CREDENTIAL.id)
DUE = replace(
    SET_UP,
    machine=replace(MACHINE, vault=(KEPT,)),
    setups=(
        *SET_UP.setups,
        ExistingSetup(
            Method.SSH,
            "111122223333",
            None,
            None,
            "APKAEXAMPLE00000000A",
            ("codecommit-444455556666",),
        ),
    ),
    holdings=replace(
        SET_UP.holdings,
        git_credentials=(
            GIT_CREDENTIAL,
            GitCredential(
                "ACCAEXAMPLE0000000OL", "jane+1-at-111122223333", "Inactive", NOW - timedelta(90)
            ),
        ),
        access_keys=(AccessKey("AKIAEXAMPLE00000000A", "Active", NOW - timedelta(days=200)),),
    ),
    past=Past(
        retired=(
            Retired(
                Credential.GIT,
                "ACCAEXAMPLE0000000OL",
                "jane",
                "111122223333",
                "jane+1-at-111122223333",
                "2026-02-27",
                "run-0",
            ),
            Retired(
                Credential.SSH,
                "APKAEXAMPLE00000000B",
                "jane",
                "111122223333",
                "",
                "2026-03-05",
                "run-0",
            ),
        )
    ),
)


def _audited(name: str, days: int) -> Audited:
    created = NOW - timedelta(days=days)
    return Audited(
        name,
        Holdings(
            (GitCredential(f"ACCAEXAMPLE{days:09}", f"{name}-at-1", "Active", created),),
            (SshKey(f"APKAEXAMPLE{days:09}", "Inactive", created),),
            (AccessKey(f"AKIAEXAMPLE{days:09}", "Active", NOW - timedelta(days=days // 2)),),
        ),
    )


AUDITED = (
    _audited("jane", 41),
    _audited("joe[/red]", 364),
    _audited("a.very.long.user.name@of-an-example.example.com", 1412),
    *(_audited(f"dev-{number:03}", 380 - number * 20) for number in range(12)),
)
