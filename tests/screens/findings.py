"""What the doctor found on prepared machines."""

from pathlib import Path

from onboard.doctor.examine import Examined
from onboard.doctor.finding import FIX, Edit, Finding, Severity
from onboard.situation import Method
from onboard.situation.case import Attempted, Case, Target
from tests.screens.situations import HOST, IAM_USER

CONFIG = Path("/home/jane/.config/a-folder-with-a-very-long-name/of-the-company/git/gitconfig")
TARGET = Target(
    url=f"https://{HOST}/v1/repos/web",
    where="remote origin in /home/jane/src/web/.git/config",
    scheme="https",
    host=HOST,
    region="eu-west-1",
    repository="web",
)
LISTED = Attempted(True, f"git ls-remote -- {TARGET.url}")
REFUSED = Attempted(
    False,
    f"git ls-remote -- {TARGET.url}",
    f"fatal: unable to access '{TARGET.url}/': The requested URL returned error: 403",
)
HELPER_GONE = Finding(
    "helper-command-not-found",
    Severity.ERROR,
    "The credential helper that git asks for CodeCommit is no longer there [/bold].",
    f"{CONFIG}:12",
    "git cannot start it, so nobody gives it a user name and a password.",
    FIX,
    Edit(CONFIG, ((12, "helper = !aws"),)),
)
NO_PULL = Finding(
    "no-permission-pull",
    Severity.ERROR,
    "AWS knows you, but no policy of yours allows codecommit:GitPull on web.",
    "arn:aws:iam::111122223333:user/jane",
    "CodeCommit answers 403 to everybody who may not pull.",
    "Ask an administrator for codecommit:GitPull on web; "
    "what to send: onboard policy codecommit:GitPull --repository web",
)
SHADOW = Finding(
    "environment",
    Severity.WARNING,
    "AWS_PROFILE is set in this terminal.",
    "AWS_PROFILE=work",
    "Another terminal without it signs in as somebody else.",
    "Set it in your shell's start-up file, or use --profile.",
)
SEVERAL_KEYS = Finding(
    "too-many-auth-failures",
    Severity.NOTE,
    "ssh offers 4 keys.",
    "/home/jane/.ssh/config",
    "A server closes the connection after six.",
    "Nothing has to be done.",
)
CASE = Case(IAM_USER, TARGET, Method.HTTPS, attempt=LISTED)
SICK = Examined(
    Case(IAM_USER, TARGET, Method.HTTPS, attempt=REFUSED),
    (HELPER_GONE, NO_PULL, SHADOW, SEVERAL_KEYS),
)
WELL = Examined(CASE, ())
WARNED = Examined(CASE, (SHADOW,))
PASTED = (
    "jane@laptop:~/src/web$ git fetch\n"
    f"fatal: unable to access '{TARGET.url}/': The requested URL returned error: 403\n"
    "[/bold] [@click=app.quit]x[/]\n"
)
"""What somebody copied from a terminal."""
SIGNED_PASTE = f"https://jane-at-1:geh/ei@m=@{HOST}/v1/repos/web/"
