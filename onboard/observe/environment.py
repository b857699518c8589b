"""Environment variables that would override what is set up, each with what it does."""

from onboard.places import Places
from onboard.situation import Shadow

ALWAYS = {
    "AWS_CONFIG_FILE": "The AWS profiles are read from the file it names; "
    "programs started without it read another.",
    "AWS_SHARED_CREDENTIALS_FILE": "The AWS keys are read from the file it names; "
    "programs started without it read another.",
    "AWS_ENDPOINT_URL": "AWS is asked at the address it names instead of its own.",
    "CODE_COMMIT_ENDPOINT": "git-remote-codecommit connects to the host it names "
    "instead of the Region's.",
    "GIT_SSH": "git starts the program it names instead of ssh.",
    "GIT_SSH_COMMAND": "git starts the command it names instead of ssh.",
    "GIT_SSH_VARIANT": "git talks to ssh as to the program it names.",
    "GIT_ASKPASS": "git asks the program it names for passwords that no helper has.",
    "SSH_ASKPASS": "git and ssh may ask the program it names for passwords and passphrases.",
    "GIT_CONFIG_GLOBAL": "git reads and writes the file it names instead of ~/.gitconfig.",
    "GIT_CONFIG_SYSTEM": "git reads the file it names instead of the system's configuration.",
    "GIT_CONFIG_NOSYSTEM": "git leaves out the system's configuration.",
    "GIT_CONFIG_COUNT": "It adds settings to git that outrank every file.",
    "GIT_CONFIG_PARAMETERS": "It adds settings to git that outrank every file.",
    "GIT_CONFIG": "`git config` reads and writes the file it names.",
    "GIT_TERMINAL_PROMPT": "It decides whether git may ask for a password on the terminal.",
    "GIT_SSL_CAINFO": "git trusts the certificates in the file it names, and no others.",
    "GIT_SSL_NO_VERIFY": "git accepts any server's certificate.",
}
OF_SANDBOX = ("GIT_CONFIG_SYSTEM", "AWS_ENDPOINT_URL")
"""What the sandbox sets for itself."""
KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN")
PROFILES = ("AWS_PROFILE", "AWS_DEFAULT_PROFILE")
REGIONS = ("AWS_REGION", "AWS_DEFAULT_REGION")


def shadows(places: Places, profile: str | None, region: str | None) -> tuple[Shadow, ...]:
    """The variables of this environment that matter; `profile`, `region` as asked for by flag."""
    effects = {
        **_keys(profile),
        **{name: _profile(places.env.get(name, ""), profile) for name in PROFILES},
        **{name: _region(places.env.get(name, ""), region) for name in REGIONS},
        **ALWAYS,
    }
    own = OF_SANDBOX if places.sandbox else ()
    found = (name for name in effects if places.env.get(name) is not None and name not in own)
    return tuple(Shadow(name, effects[name]) for name in found if effects[name])


def _keys(profile: str | None) -> dict[str, str]:
    if profile:
        effect = f"AWS tools that are not told a profile use it instead of the profile {profile}."
    else:
        effect = "It comes before every profile, and only in terminals that have it set."
    return dict.fromkeys(KEYS, effect)


def _profile(named: str, asked: str | None) -> str:
    if not asked or named == asked:
        return ""
    return f"AWS tools that are not told a profile use {named}, not {asked}."


def _region(named: str, asked: str | None) -> str:
    if not asked or named == asked:
        return ""
    return f"AWS tools that are not told a Region use {named}, not {asked}."
