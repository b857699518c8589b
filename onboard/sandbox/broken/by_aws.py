"""Machines whose AWS credentials, profiles or permissions are not as git needs them."""

from collections.abc import Callable

from onboard.regions import find_region, grc_url
from onboard.sandbox.broken import aws_files, aws_side, grc
from onboard.sandbox.broken.machine import REPOSITORY, Broken, Environment, Machine
from onboard.sandbox.scenarios.seed import REGION

Breaks = Callable[[Machine], None]
DEAD = "http://127.0.0.1:9"
"""The discard port: nobody listens there."""
DEAD_KEY = {
    "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
}
DEAD_PROXY = {"HTTP_PROXY": DEAD, "HTTPS_PROXY": DEAD, "NO_PROXY": "", "no_proxy": ""}


def _helper(
    symptom: str,
    told: str,
    breaks: Breaks,
    variant: str = "",
    env: Environment | None = None,
    mendable: bool = False,
) -> Broken:
    """A machine on which the credential helper had been set up."""
    return Broken(
        symptom, told, breaks, method="helper", env=env or {}, mendable=mendable, variant=variant
    )


def _grc(
    symptom: str,
    told: str,
    breaks: Breaks,
    variant: str = "",
    env: Environment | None = None,
    mendable: bool = False,
    remote: str = "grc",
) -> Broken:
    """A clone with a codecommit:: address."""
    return Broken(
        *(symptom, told, breaks, "grc", remote), env=env or {}, mendable=mendable, variant=variant
    )


def _address(profile: str) -> str:
    return grc_url(find_region(REGION), REPOSITORY, profile)


def _nothing(_: Machine) -> None:
    """The environment alone is what is wrong."""


PROFILES = (
    _helper("no-aws-credentials", "The keys are gone from ~/.aws.", aws_files.emptied),
    Broken(
        "no-aws-credentials",
        "A new machine: nothing of AWS is on it.",
        aws_files.no_files,
        mendable=False,
        variant="new-machine",
    ),
    _helper(
        "aws-profile-missing",
        "The profile was given another name.",
        aws_files.renamed,
        mendable=True,
    ),
    _helper(
        "aws-profile-missing",
        "AWS_PROFILE names a profile that is not there.",
        aws_files.helper_without_profile,
        "variable",
        {"AWS_PROFILE": "gone"},
    ),
    _helper(
        "aws-config-broken",
        "The profile's role says nothing about whose credentials assume it.",
        aws_files.no_source,
    ),
    _helper(
        "aws-config-broken",
        "The profile's credential process fails.",
        aws_files.failing_process,
        "process",
    ),
    _helper(
        "aws-config-broken",
        "The profile's credential process prints no JSON.",
        aws_files.babbling_process,
        "words",
    ),
    _helper("aws-config-broken", "The profile stands in the file twice.", aws_files.twice, "twice"),
    _helper("login-needs-crt", "The person signs in with aws login now.", aws_files.aws_login),
)
SESSIONS = (
    _helper("expired-sso", "Nobody signed in at Identity Center today.", aws_files.sso_over),
    _helper("expired-sso", "Nobody ever signed in there.", aws_files.sso_never, "never"),
    _helper("expired-session", "Temporary keys were pasted an hour ago.", aws_files.session_over),
    _helper("invalid-token", "Somebody made the access key Inactive.", aws_files.inactive),
    _helper("invalid-token", "Somebody deleted the access key.", aws_side.key_deleted, "deleted"),
    _helper("invalid-token", "The access key's id is mistyped.", aws_files.mistyped, "mistyped"),
    _helper("wrong-secret-key", "The secret key was cut off.", aws_files.wrong_secret),
    _helper("explicit-deny-mfa", "The organisation wants MFA now.", aws_side.mfa_wanted),
    _helper("mfa-session-needed", "The role's profile asks for codes.", aws_files.role_wants_code),
    _helper("clock-skew", "The machine's clock is an hour off.", aws_side.clock_wrong),
)
PERMISSIONS = (
    _helper("no-permission-pull", "The policy was taken away.", aws_side.pull_taken),
    _helper("explicit-deny-mfa", "A policy denies pulling.", aws_side.pull_denied, "policy"),
    _helper("no-permission-push", "The person may only read.", aws_side.push_taken),
    _helper("no-permission-iam", "Administrators alone make keys.", aws_side.self_service_taken),
    _helper("slots-full", "Both Git credentials are for other machines.", aws_side.slots_taken),
    _helper("old-credential", "The access key is more than a year old.", aws_side.key_old),
    _helper("unfinished-run", "The terminal was closed during setup.", aws_side.run_cut_off),
)
GRC = (
    Broken(
        "no-grc",
        "This program's PATH lacks the folder where pip puts programs.",
        grc.not_on_path,
        remote="grc",
        env={"PATH": grc.without_it},
        mendable=False,
    ),
    Broken(
        "grc-broken-install",
        "It was installed for a Python that is gone.",
        grc.python_gone,
        remote="grc",
        env={"PATH": grc.with_own_first},
        mendable=False,
    ),
    _grc(
        "grc-bad-profile",
        "The address names a profile of a colleague's machine.",
        _nothing,
        mendable=True,
        remote=_address("gone"),
    ),
    _grc(
        "grc-region",
        "The address names a Region that is none.",
        _nothing,
        remote=f"codecommit::eu-west-9://{REPOSITORY}",
    ),
    _grc(
        "grc-region",
        "Neither the address nor the profile names a Region.",
        aws_files.no_region,
        "missing",
        remote=f"codecommit://{REPOSITORY}",
    ),
    _grc(
        "grc-no-credentials",
        "The profile in the address has no credentials.",
        aws_files.empty_profile,
        remote=_address("empty"),
    ),
    _grc(
        "grc-credential-process",
        "A company's program hands out another key at each call.",
        aws_files.other_keys_each_time,
    ),
)
AROUND = (
    _helper(
        "proxy-or-dns",
        "AWS_ENDPOINT_URL leads nowhere.",
        aws_files.role,
        "endpoint",
        {"AWS_ENDPOINT_URL": DEAD},
    ),
    _helper(
        "proxy-or-dns", "The proxy of the AWS tools is gone.", aws_files.role, "aws", DEAD_PROXY
    ),
    _helper("rate-exceeded", "AWS is asked too often.", aws_files.throttled_role),
    _grc("environment", "This terminal has an old access key.", _nothing, env=DEAD_KEY),
    _grc(
        "environment",
        "AWS_PROFILE is of another account.",
        aws_files.other_account,
        "account",
        {"AWS_PROFILE": "work"},
    ),
)
MACHINES = (*PROFILES, *SESSIONS, *PERMISSIONS, *GRC, *AROUND)
