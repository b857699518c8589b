"""What a user gets from the help desk, as a file: a CSV as the AWS console has it, and more."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from onboard.console import PASSWORD, USER, read_rows
from onboard.errors import BadInput
from onboard.secret import Secret

KEY_ID, CREDENTIAL, OWNER, ACCOUNT, REQUEST = (
    "ssh key id",
    "credential id",
    "iam user",
    "account",
    "request",
)


@dataclass(frozen=True)
class Answer:
    """A Git credential with its password, or the id of a key."""

    name: str
    """The Git user name or the key id: whom git signs in as."""
    credential: str
    """Its id at IAM."""
    user: str = ""
    account: str = ""
    request: str = ""
    """The nonce of the request that it answers, where it answers one."""
    password: Secret | None = None


def to_csv(answer: Answer) -> bytes:
    """The file's bytes; of a Git credential also what the AWS console's own file has."""
    rest = {"IAM User": answer.user, "Account": answer.account, "Request": answer.request}
    row = {"SSH Key Id": answer.credential} | rest
    if answer.password is not None:
        own = {"User Name": answer.name, "Password": answer.password.reveal()}
        row = own | {"Credential Id": answer.credential} | rest
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([row.keys(), row.values()])
    return text.getvalue().encode()


def read_answer(path: Path) -> Answer:
    """What `to_csv` wrote, or the AWS console's file; raises BadInput, FileRefused."""
    names, row = read_rows(path)
    found = dict(zip(names, row, strict=False))
    rest = (found.get(OWNER, ""), found.get(ACCOUNT, ""), found.get(REQUEST, ""))
    if found.get(KEY_ID):
        return Answer(found[KEY_ID], found[KEY_ID], *rest)
    if found.get(USER) and found.get(PASSWORD):
        name, password = found[USER], Secret(found[PASSWORD])
        return Answer(name, found.get(CREDENTIAL, ""), *rest, password=password)
    raise BadInput(
        f"{path} is no answer to a request: it has neither an SSH key id nor a Git credential.",
        "Give the file that the administrator sent, or the one that the AWS console gave for "
        "“HTTPS Git credentials for AWS CodeCommit”.",
    )
