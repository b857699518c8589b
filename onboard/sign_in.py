"""Which command of the AWS CLI signs a person in again: pure."""

from onboard.situation import Kind, Situation, Tool

SIGN_IN = {"sso": (("sso", "login"), (2, 0)), "login": (("login",), (2, 32))}
"""The AWS CLI's own sign-in for a kind of profile, and its first version that has it."""


def sign_in_command(situation: Situation) -> tuple[str, ...] | None:
    """For the profile in force, where a sign-in is what is missing; None where it is not."""
    identity, aws = situation.identity, situation.machine.aws
    profile = next((p for p in situation.profiles if p.name == situation.profile), None)
    if identity.kind is not Kind.NONE or aws is None or profile is None:
        return None
    words, since = SIGN_IN.get(profile.source, ((), (0, 0)))
    if not words or _version(aws) < since:
        return None
    return (str(aws.path), *words, "--profile", profile.name)


def _version(tool: Tool) -> tuple[int, ...]:
    numbers = tool.version.split(".")[:2]
    return tuple(int(one) if one.isdigit() else 0 for one in numbers)
