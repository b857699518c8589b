"""`onboard git-credential [--profile NAME | --account ID] get|store|erase`: what git calls."""

import os
import sys
import time

from onboard.credential import protocol
from onboard.credential.host import codecommit_host
from onboard.credential.refusal import CannotAnswer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import BinaryIO

USAGE = "usage: onboard git-credential [--profile NAME | --account ID] get|store|erase\n"
OPTIONS = ("--profile", "--account")


def main(arguments: "Sequence[str]", environ: "Mapping[str, str]") -> int:
    """Answer git once: standard input to standard output; the exit status. Nothing is asked."""
    try:
        if list(arguments) in (["--help"], ["-h"]):  # a profile may have either name
            sys.stdout.write(USAGE)
            return 0
        reply = serve(arguments, sys.stdin.buffer, environ, time.time(), sys.platform)
        sys.stdout.buffer.write(reply)
        sys.stdout.flush()
    except CannotAnswer as refusal:
        return _say(refusal)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # git has gone; what is buffered must not fail again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # a traceback here would be shown by git, secrets and all
        return _say(CannotAnswer(f"the helper failed ({type(error).__name__})"))
    return 0


def serve(
    arguments: "Sequence[str]",
    stream: "BinaryIO",
    environ: "Mapping[str, str]",
    now: float,
    platform: str,
) -> bytes:
    """The answer to git's request at `now` (epoch seconds), empty where there is none to give.

    Raises CannotAnswer where there should have been one.
    """
    operation, options = parse(arguments)
    if operation != "get":
        return b""
    request = protocol.read_request(stream)
    if request is None or request.get("protocol") != "https":
        return b""
    place = codecommit_host(request.get("host", ""))
    if place is None:
        return b""
    if "--account" in options:
        return _from_vault(options["--account"], request, environ, platform)
    return _signed(options.get("--profile"), request, place, environ, now, platform)


def parse(arguments: "Sequence[str]") -> "tuple[str, dict[str, str]]":
    """The operation and the options, by hand: argparse costs as much as everything else."""
    options: dict[str, str] = {}
    words: list[str] = []
    left = iter(arguments)
    for argument in left:
        name, equals, value = argument.partition("=")
        if name in OPTIONS and name not in options:
            options[name] = value if equals else next(left, "")
            if not options[name]:
                raise _wrong(f"{name} needs a value")
        elif argument.startswith("-"):
            raise _wrong(f"{argument} is not to be used here")
        else:
            words.append(argument)
    if len(words) != 1 or len(options) > 1:
        raise _wrong("one operation and at most one option are needed")
    return words[0], options


def _wrong(message: str) -> CannotAnswer:
    return CannotAnswer(message, USAGE.strip(), exit_status=2)


def _from_vault(
    account: str, request: "dict[str, str]", environ: "Mapping[str, str]", platform: str
) -> bytes:
    from onboard.credential.passwords import find_password

    found = find_password(environ, account, request.get("username"), platform)
    return _reply([("username", found[0]), ("password", found[1])]) if found else b""


def _signed(
    profile: "str | None",
    request: "dict[str, str]",
    place: "tuple[str, str]",
    environ: "Mapping[str, str]",
    now: float,
    platform: str,
) -> bytes:
    from onboard.credential import sign
    from onboard.credential.signed import signing_keys

    host, region = place
    path = request.get("path")
    if not path:
        raise CannotAnswer(
            "git did not say which repository it wants",
            f"Run: git config --global credential.https://{request['host']}.useHttpPath true",
        )
    keys = signing_keys(environ, profile, region, now, platform)
    end = int(min(now + sign.LIFETIME, keys.expires or now + sign.LIFETIME))
    username = f"{keys.access_key}%{keys.token}" if keys.token else keys.access_key
    password = sign.password(keys.secret_key, region, host, path, now)
    return _reply(
        [("username", username), ("password", password), ("password_expiry_utc", str(end))]
    )


def _reply(pairs: "list[tuple[str, str]]") -> bytes:
    try:
        return protocol.answer(pairs)
    except ValueError:
        raise CannotAnswer("the stored credentials contain a line break", "Correct them.") from None


def _say(refusal: CannotAnswer) -> int:
    sys.stderr.write(refusal.line())
    return refusal.exit_status
