"""The composition root: the app where there is no command, and git's calls before all else."""

import os
import sys

TYPE_CHECKING = False  # importing typing would cost git's calls two milliseconds
if TYPE_CHECKING:
    from collections.abc import Sequence

    from onboard.places import Places


def main() -> int:
    """Start what the command line asks for; returns the exit status."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["git-credential"]:
        # git asks on every fetch and push: nothing else may be imported before
        from onboard.credential.main import main as answer

        return answer(arguments[1:], os.environ)
    try:
        from onboard.cli import guarded

        return guarded(arguments, _start)
    except KeyboardInterrupt:  # so early that nothing was begun
        return 130


def run(arguments: "Sequence[str]", places: "Places") -> int:
    """Run one command, or the app, with these places; errors become sentences."""
    from onboard.cli import guarded

    return guarded(arguments, lambda given: _run(given, places), places.as_typed)


def _start(arguments: "Sequence[str]") -> int:
    from onboard.cli.sandboxed import split

    rest, scenario, reset = split(arguments)
    if scenario is None:
        from onboard.places import here

        return _run(rest, here())
    from onboard.sandbox.supervise import run as supervise

    return supervise(rest, scenario, reset)


def _run(arguments: "Sequence[str]", places: "Places") -> int:
    from onboard.cli.parser import parse

    options = parse(arguments)
    if not options.command:
        return _app(options.profile, options.region, places)
    from onboard.cli import dispatch
    from onboard.errors import OnboardError

    try:
        return dispatch(options, places)
    except OnboardError as error:
        error.hint = places.as_typed(error.hint)
        raise


def _app(profile: str | None, region: str | None, places: "Places") -> int:
    from onboard.cli.terminal import need_full_screen

    need_full_screen(places.env)
    from onboard.engine import Engine
    from screens.app import run as show

    return show(Engine(places), profile, region)


if __name__ == "__main__":
    sys.exit(main())
