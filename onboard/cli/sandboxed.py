"""`--sandbox`: taken out of the command line before anything else reads it."""

from collections.abc import Sequence

DEFAULT = "iam-user"


def split(arguments: Sequence[str]) -> tuple[list[str], str | None, bool]:
    """The other arguments, the scenario (None: no sandbox), and whether to start it afresh.

    The command `sandbox` itself is not run inside one.
    """
    inside = [one for one in arguments if one == "--sandbox" or one.startswith("--sandbox=")]
    own = bool(arguments) and arguments[0] == "sandbox"
    if own or not inside:
        return list(arguments), None, False
    scenario = inside[-1].partition("=")[2] or DEFAULT
    rest = [one for one in arguments if one not in inside and one != "--reset"]
    return rest, scenario, "--reset" in arguments
