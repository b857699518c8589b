"""The plain command line: parse, call the engine, print text or one JSON document."""

import os
import signal
import sys
import traceback
from argparse import Namespace
from collections.abc import Callable, Sequence
from importlib import import_module
from io import TextIOWrapper

from onboard.errors import OnboardError
from onboard.places import Places

INTERRUPTED = 130


def dispatch(options: Namespace, places: Places) -> int:
    """Run the command's module; each has `run(options, places) -> int`."""
    module = import_module(f"onboard.cli.{options.command.replace('-', '_')}")
    status: int = module.run(options, places)
    return status


def guarded(
    arguments: Sequence[str],
    call: Callable[[Sequence[str]], int],
    as_typed: Callable[[str], str] = str,
) -> int:
    """Call, and turn what goes wrong into a sentence (or a JSON document) and an exit status.

    `as_typed` puts our commands as they must be typed there, as `Places.as_typed`.
    """
    _open_streams()
    from onboard.cli.output import say_error

    as_json = "--json" in arguments
    try:
        status = call(arguments)
        sys.stdout.flush()
        return status
    except OnboardError as error:
        if "--debug" in arguments:
            traceback.print_exc()
        say_error(error, as_json)
        return error.exit_status
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # who presses it twice wants no traceback
        hint = "If something was begun, `onboard undo` takes it back."
        say_error(_interrupted(as_typed(hint)), as_json)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of a pipe has gone; there is nobody to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        if error.filename is not None:  # of our own work, and not foreseen
            say_error(_defect(error), as_json)
            return 1
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        say_error(_unwritten(error), as_json=False)
        return 1
    except Exception as error:  # a defect of ours: a person gets a sentence, --debug the rest
        if "--debug" in arguments:
            traceback.print_exc()
        say_error(_defect(error), as_json)
        return 1


def _open_streams() -> None:
    """Put nothing in place of a standard stream that the caller has closed; take any bytes."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - as long as we
    if isinstance(sys.stdin, TextIOWrapper):  # who reads it says what is not UTF-8
        sys.stdin.reconfigure(errors="surrogateescape")


def _unwritten(error: OSError) -> OnboardError:
    return OnboardError(
        f"The result could not be written: {error.strerror}.",
        "`onboard status` and `onboard history` tell what was done.",
    )


def _interrupted(hint: str) -> OnboardError:
    error = OnboardError("Interrupted.", hint)
    error.code = "interrupted"  # type: ignore[misc]
    return error


def _defect(error: Exception) -> OnboardError:
    return OnboardError(
        f"This is a defect in onboard ({type(error).__name__}); nothing more was done.",
        "Run the same command with --debug and report what it prints.",
    )
