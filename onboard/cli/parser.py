"""The grammar of the command line: every command and its options in one place."""

import argparse
import re
from collections.abc import Sequence
from typing import Any, NoReturn

from onboard import __version__
from onboard.errors import BadInput

METHODS = ("https", "ssh", "helper", "grc")
_UNWRITABLE = re.compile("[\0\ud800-\udc7f\udd00-\udfff]")
"""No argument has a NUL; surrogates that stand for no byte are half characters, as Windows may
hand them over."""


class Parser(argparse.ArgumentParser):
    """An ArgumentParser whose errors are ours: a sentence, a next step, exit status 2."""

    def error(self, message: str) -> NoReturn:
        raise BadInput(f"{message[:1].upper()}{message[1:]}.", f"See {self.prog} --help.")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The options; raises BadInput, and SystemExit for --help and --version."""
    for one in arguments:
        if _UNWRITABLE.search(one):
            raise BadInput("An argument is not text: a part of it is no character.", "Retype it.")
    options = _parser().parse_args(list(arguments))
    for name, value in vars(options).items():
        if value in ([], [[]]) and name != "words":  # how argparse reads a value of `--`
            flag = name.replace("_", "-")
            raise BadInput(f"-- is no value for --{flag}.", f"Give another one, or no --{flag}.")
    for name in ("profile", "repository"):
        if getattr(options, name, None) == "":
            raise BadInput(f"--{name} was given without a value.", f"Give one, or no --{name}.")
    options.regions = tuple(options.region or ())
    if isinstance(options.region, list):
        options.region = options.region[-1] if options.region else None
    if options.region == "":
        raise BadInput("--region was given without a value.", "Give one, or no --region.")
    return options


def _parser() -> Parser:
    common = _common(argparse.SUPPRESS)
    parser = Parser(
        prog="onboard",
        description="From “clone it from CodeCommit” to a proven git clone. Without a command: "
        "the app.",
        parents=[_common(None)],
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"onboard {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    _status(_command(commands, "status", "who you are, what is set up, what is due", common))
    setup = _command(commands, "setup", "plan, confirm, apply, prove", common)
    _choices(setup)
    setup.add_argument("--from-request", metavar="FILE", help="what a user's file asks for")
    _request(_command(commands, "request", "ask an administrator; finish with the answer", common))
    _rotate(_command(commands, "rotate", "a new credential, proven before the old goes", common))
    undo = _command(commands, "undo", "take back what a run changed", common)
    undo.add_argument("run", nargs="?", metavar="RUN", help="the run; the last one if not given")
    _writing(undo)
    remove = _command(commands, "remove", "take out what this tool set up", common)
    _writing(remove)
    remove.add_argument("--method", choices=METHODS, help="only this one; all if not given")
    remove.add_argument("--user", metavar="NAME", help="what was made here for another IAM user")
    _resume(_command(commands, "resume", "finish a run that ended in the middle", common))
    _command(commands, "history", "every run of this tool here", common)
    _doctor(_command(commands, "doctor", "find what is broken, and mend it", common))
    _bundle(_command(commands, "bundle", "what a help desk needs to know, safe to send", common))
    _url(_command(commands, "url", "any form of an address: the one to use here", common))
    _policy(_command(commands, "policy", "the least policy that allows what was refused", common))
    _audit(_command(commands, "audit", "every IAM user's credentials and their ages", common))
    _batch(_command(commands, "batch", "the same for many users, from a CSV", common))
    _explain(_command(commands, "explain", "what a pasted error message means", common))
    _sandbox(_command(commands, "sandbox", "start, look at, stop or reset a sandbox", common))
    process = _command(commands, "credential-process", "what AWS tools call", common)
    process.add_argument("--key", metavar="AKIA…", help="an access key that the vault keeps")
    process.set_defaults(json=False)
    _command(commands, "git-credential", "what git calls: get, store, erase", common)
    return parser


def _command(commands: Any, name: str, words: str, common: Parser) -> Parser:
    made: Parser = commands.add_parser(
        name, help=words, description=words, parents=[common], allow_abbrev=False
    )
    return made


def _common(default: Any) -> Parser:
    """The options of every command; before or after the command's name."""
    options = Parser(add_help=False, allow_abbrev=False)
    flag = False if default is None else default
    options.add_argument("--profile", metavar="NAME", default=default, help="AWS profile")
    options.add_argument(
        "--region", metavar="REGION", action="append", default=default, help="AWS Region"
    )
    options.add_argument(
        "--sandbox",
        metavar="SCENARIO",
        nargs="?",
        const="iam-user",
        default=default,
        help="against an embedded AWS; with a scenario as --sandbox=NAME",
    )
    options.add_argument("--reset", action="store_true", default=flag, help="a fresh sandbox")
    options.add_argument("--json", action="store_true", default=flag, help="one JSON document")
    options.add_argument("--debug", action="store_true", default=flag, help=argparse.SUPPRESS)
    return options


def _writing(command: Parser) -> None:
    command.add_argument("--dry-run", action="store_true", help="show the plan, change nothing")
    command.add_argument("--yes", action="store_true", help="confirm the plan without asking")


def _status(command: Parser) -> None:
    command.add_argument(
        "--max-age", type=int, metavar="DAYS", help="credentials older than this are due"
    )
    command.add_argument("--user", metavar="NAME", help="of another IAM user, where you may look")


def _doctor(command: Parser) -> None:
    _writing(command)
    add = command.add_argument
    add("address", nargs="?", metavar="ADDRESS", help="what git is sent to; the clone's, if none")
    add("--repository", metavar="NAME", help="the repository to try, outside of a clone")
    add("--fix", action="store_true", help="mend what onboard can mend, each after a look")


def _bundle(command: Parser) -> None:
    add = command.add_argument
    add("address", nargs="?", metavar="ADDRESS", help="what git is sent to; the clone's, if none")
    add("--repository", metavar="NAME", help="the repository to try, outside of a clone")
    add("-o", "--output", metavar="FILE", help="write it: FILE as text, and .json beside it")
    add("--names", action="store_true", help="leave names readable; ids stay masked")
    add("--yes", action="store_true", help="write it without asking")


def _url(command: Parser) -> None:
    _writing(command)
    add = command.add_argument
    add("text", nargs="?", metavar="TEXT", help="what you have, in quotes; `-`: standard input")
    add("--rewrite", metavar="DIR", help="give the remotes of that repository the right addresses")


def _policy(command: Parser) -> None:
    add = command.add_argument
    add("refusal", nargs="?", metavar="REFUSAL", help="the message, in quotes; `-`: standard input")
    add("--action", action="append", metavar="ACTION", help="what was refused, for a text or more")
    add("--repository", metavar="NAME", help="on which repository")
    add("--user", metavar="NAME|ARN", help="to whom; you, if not given")
    add("-o", "--output", metavar="FILE", help="into a new file; FILE.json: the policy alone")


def _audit(command: Parser) -> None:
    command.add_argument(
        "--max-age", type=int, metavar="DAYS", help="credentials older than this are due"
    )
    command.add_argument("--csv", action="store_true", help="one line for each credential")


def _rotate(command: Parser) -> None:
    _choices(command)
    add = command.add_argument
    add("--grace", type=int, metavar="DAYS", help="until the old one is deleted (7); 0: at once")
    add("--delete", action="append", metavar="ID", help="delete this one at IAM")
    add(
        "--reset-password",
        nargs="?",
        const=True,
        metavar="ID",
        help="a new password in place; the old one dies at once",
    )
    add("--deactivate", action="append", metavar="ID", help="with --user: make it Inactive")
    add("--activate", action="append", metavar="ID", help="with --user: make it Active again")


def _choices(command: Parser) -> None:
    _writing(command)
    add = command.add_argument
    add("--method", choices=METHODS, help="how git signs in")
    add("--repository", metavar="NAME", help="the repository to prove with; `-` for none")
    add("--store", choices=("keyring", "git-helper", "file"), help="where the password rests")
    add("--key", metavar="PATH|new", help="an existing private key, or a new one")
    add("--bits", type=int, default=4096, metavar="N", help="size of a new key (4096)")
    either = command.add_mutually_exclusive_group().add_argument
    either("--passphrase-stdin", action="store_true", help="read the key's passphrase from stdin")
    either("--no-passphrase", action="store_true", help="a new key without a passphrase")
    add("--agent", action="store_true", help="add the key to the running ssh-agent")
    add("--access-key", choices=("keyring", "leave"), default="leave", help="where yours rests")
    add("--signer", choices=("onboard", "aws"), default="onboard", help="whose helper signs")
    add("--host-key", metavar="SHA256:…", help="a fingerprint that you have compared")
    add("--mend-chain", action="store_true", help="our git sections after what is asked later")
    add("--replace-old", action="store_true", help="take out the settings of AWS's own guide")
    add(
        "--existing-block",
        choices=("adopt", "leave"),
        default="leave",
        help="your own lines for CodeCommit in ~/.ssh/config: replace them, or leave them (leave)",
    )
    add("--mfa-code-stdin", action="store_true", help="read the MFA code from stdin")
    add("--user", metavar="NAME", help="for another IAM user; nothing is set up here")
    add(
        "--hand-over",
        metavar="FILE|clipboard|show",
        help="with --user: where the password goes, once; `stdout` prints it",
    )
    add("--key-id", metavar="APKA…", help="the id that the AWS console gave the key")
    add("--credentials-file", metavar="CSV", help="the file that the AWS console gave")
    add("--wait", type=float, default=120, metavar="SECONDS", help=argparse.SUPPRESS)


def _request(command: Parser) -> None:
    _choices(command)
    add = command.add_argument
    add("--finish", metavar="FILE|APKA…", help="what came back: then the set-up is completed")
    add("--account", metavar="ID", help="the AWS account, where you know it")
    add("-o", "--output", metavar="FILE", help="the new file (codecommit-request-USER.txt)")


def _resume(command: Parser) -> None:
    _writing(command)
    add = command.add_argument
    add("run", nargs="?", metavar="RUN", help="the run; the newest unfinished one if not given")
    add("--passphrase-stdin", action="store_true", help="read the key's passphrase from stdin")
    add("--credentials-file", metavar="CSV", help="the file that the AWS console gave")


def _batch(command: Parser) -> None:
    _writing(command)
    command.description = (
        "For every line of a CSV with the columns user, method (https or ssh), key (a .pub file), "
        "action (create, reset, activate, deactivate, delete) and id. The same command again goes "
        "on where it was broken off."
    )
    add = command.add_argument
    add("files", nargs="+", metavar="FILE", help="a CSV in UTF-8, or users' requests")
    add("--hand-over", metavar="FOLDER", help="where each user gets a private file of its own")
    add("--again", action="store_true", help="also what an earlier call has done already")
    add("--mfa-code-stdin", action="store_true", help="read the MFA code from stdin")


def _explain(command: Parser) -> None:
    command.description = (
        "What a pasted output of git, ssh or AWS's tools means, and the one next thing to do. "
        "Exit status 0 also where it is no message that is known; 2 without a text."
    )
    command.add_argument(
        "text", nargs="?", metavar="TEXT|-", help="the output; without it, or as -, standard input"
    )


def _sandbox(command: Parser) -> None:
    command.add_argument(
        "action",
        nargs="?",
        choices=("start", "stop", "reset", "console", "fault", "users"),
        default="start",
    )
    command.add_argument("words", nargs="*", metavar="…", help="upload-key FILE, …")
