"""What a person brings back from the AWS console: the file of a new Git credential."""

import csv
import io
from pathlib import Path

from onboard import files
from onboard.errors import BadInput
from onboard.secret import Secret

USER, PASSWORD = "user name", "password"


def read_credentials_file(path: Path) -> tuple[str, Secret]:
    """The Git user name and password of the CSV that IAM lets people download once.

    Raises BadInput when it is another file, FileRefused when it cannot be read.
    """
    names, row = read_rows(path)
    if USER not in names or PASSWORD not in names:
        raise BadInput(
            f"{path} is not the credentials file of a Git credential: that has one line of "
            "headings, User Name and Password, and one line of values.",
            "Download it from “HTTPS Git credentials for AWS CodeCommit” in the IAM console; it "
            "is not the file of an access key.",
        )
    user, password = row[names.index(USER)], row[names.index(PASSWORD)]
    if not user or not password:
        raise BadInput(f"{path} has no password in it.", "Download the file again.")
    return user, Secret(password)


def read_rows(path: Path) -> tuple[list[str], list[str]]:
    """The headings in small letters and the one line of values; none of either for another file.

    Raises BadInput where there is no file, FileRefused where it cannot be read.
    """
    content = files.read(path)
    if content is None:
        raise BadInput(f"There is no file {path}.", "Give the path of the downloaded CSV file.")
    rows = _rows(content.decode("utf-8-sig", "replace"))
    if len(rows) != 2 or len(rows[0]) != len(rows[1]):
        return [], []
    names = [cell.strip().lower() for cell in rows[0]]
    return names, [cell.strip() for cell in rows[1]]


def _rows(text: str) -> list[list[str]]:
    """Its lines that are not empty; none where it is no CSV at all."""
    try:
        return [row for row in csv.reader(io.StringIO(text)) if any(cell.strip() for cell in row)]
    except csv.Error:
        return []
