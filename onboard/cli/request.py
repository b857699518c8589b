"""`onboard request`: ask an administrator for what you may not do, and finish with the answer."""

import re
import secrets
from argparse import Namespace

from onboard import files
from onboard.cli.carry_out import carry_out
from onboard.cli.choices import choose_setup, materials_for
from onboard.cli.output import reporter, sign, tell
from onboard.cli.setup import own
from onboard.cli.terminal import ask, choose
from onboard.desk import check_name
from onboard.engine import Engine
from onboard.errors import BadInput
from onboard.own_key import with_named_key
from onboard.places import Places
from onboard.plan import check_repository
from onboard.request import Request
from onboard.request.pending import answer_from, request_of
from onboard.request.plan import plan_request
from onboard.situation import Kind, Method, Situation

USERS = (Kind.IAM_USER, Kind.IAM_USER_SESSION)
ROWS = (
    (str(Method.SSH), "a key made here; only its public half is sent"),
    (str(Method.HTTPS), "a user name and password, made by the administrator"),
)


def run(options: Namespace, places: Places) -> int:
    """Make the request, or finish the set-up with what came back."""
    engine = Engine(places)
    if options.finish is not None:
        return _finish(options, engine)
    situation = engine.observe(options.profile, options.region, reporter(quiet=options.json))
    options.method = _method(options)
    setup = choose_setup(options, situation, engine.offers(situation))
    situation, setup = with_named_key(situation, setup)
    user, account = _user(options, situation), _account(options, situation)
    where = (setup.region, setup.repository, account)
    if setup.repository is not None:
        check_repository(setup.repository)
    request = Request(secrets.token_hex(16), user, setup.method, *where)
    file = files.typed(options.output or f"codecommit-request-{user}.txt")
    plan = plan_request(situation, setup, request, file, places)
    return carry_out(options, engine, plan, materials_for(options, setup, plan))


def _finish(options: Namespace, engine: Engine) -> int:
    """An ordinary set-up, with what the request and its answer say."""
    answer = answer_from(options.finish)
    request = request_of(engine.places, answer)
    options.method, options.user = str(request.method), request.user
    options.region = options.region or request.region
    options.repository = options.repository or request.repository or "-"
    if answer.password:
        options.credentials_file = options.finish
    else:
        options.key, options.key_id = str(request.key), answer.name
    status = own(options, engine)
    if answer.password and status == 0 and not options.dry_run:
        tell(f"{sign('!')} The password is kept now: delete {options.finish}")
    return status


def _method(options: Namespace) -> str:
    if options.method is None and options.key:
        return str(Method.SSH)
    method = options.method or choose("What to ask for?", "--method https|ssh", ROWS, "ssh")
    if method not in (Method.SSH, Method.HTTPS):
        raise BadInput(
            f"{method} signs with AWS credentials of your own: nothing is to be made for it.",
            "Ask with --method ssh or --method https.",
        )
    return str(method)


def _user(options: Namespace, situation: Situation) -> str:
    who = situation.identity
    own_name = who.name if who.kind in USERS else ""
    return check_name(options.user or own_name or ask("Your IAM user name", "--user NAME"))


def _account(options: Namespace, situation: Situation) -> str:
    given = options.account or situation.identity.account
    if given and not re.fullmatch(r"\d{12}", given):
        raise BadInput(f"{given!r} is no account: those have 12 digits.", "Or leave --account out.")
    return given
