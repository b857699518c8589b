"""A CSV of users, read whole before anything is done: every line that cannot be used is named."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from onboard.batch import Row
from onboard.desk import Action, Wish, check_name
from onboard.errors import BadInput, OnboardError
from onboard.situation import Method

COLUMNS = ("user", "method", "key", "action", "id")
MOST_TOLD = 10
_HELP = "Its columns are user, method (https or ssh), key (a .pub file), action and id."

ReadKey = Callable[[str], str]
"""From what the column `key` says to the public line; raises OnboardError."""


def read_table(content: bytes, name: str, read_key: ReadKey) -> tuple[Row, ...]:
    """The rows; raises BadInput with the number of each line that cannot be used."""
    rows: list[Row] = []
    problems: list[str] = []
    seen: dict[str, str] = {}
    for number, cells in _lines(_text(content, name), name):
        where = f"line {number}"
        try:
            wish = _wish(cells, read_key)
            _check_once(wish, where, seen)
        except OnboardError as error:
            problems.append(f"{where}: {error.message}")
            continue
        rows.append(Row(where, wish))
    if problems:
        raise _unusable(name, problems)
    if not rows:
        raise BadInput(f"{name} names no user.", _HELP)
    return tuple(rows)


def with_files(rows: tuple[Row, ...], folder: Path | None) -> tuple[Row, ...]:
    """The rows with a file of their own for each user who gets a secret or an id; BadInput."""
    secret = next((row for row in rows if row.wish.has_secret), None)
    if folder is None and secret:
        raise BadInput(
            f"{secret.where}: a password is made for {secret.wish.user}, and nobody said where it "
            "goes.",
            "Give --hand-over FOLDER: each user gets a private file of its own in it.",
        )
    if folder is None:
        return rows
    return tuple(Row(row.where, row.wish, _file(row.wish, folder)) for row in rows)


def _file(wish: Wish, folder: Path) -> Path | None:
    gives = wish.has_secret or wish.action is Action.CREATE
    return folder / f"codecommit-{wish.user}.csv" if gives else None


def _text(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise BadInput(
            f"{name} is not UTF-8 text (line {line}).", "Save it as “CSV UTF-8” and try again."
        ) from None


def _lines(text: str, name: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Each line with its number and its cells by column; empty lines are passed over."""
    heading = text.lstrip().splitlines()[:1] or [""]
    delimiter = next((one for one in ",;\t" if one in heading[0]), ",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: list[str] = []
    try:
        for cells in reader:
            row = [cell.strip() for cell in cells]
            if not any(row):
                continue
            if not columns:
                columns = _columns(row, name, reader.line_num)
                continue
            yield reader.line_num, _by_column(row, columns, name, reader.line_num)
    except csv.Error as error:
        raise _unusable(name, [f"line {reader.line_num}: {error}"]) from None


def _columns(row: list[str], name: str, line: int) -> list[str]:
    found = [one.lower() for one in row]
    if unknown := [one for one in found if one not in COLUMNS]:
        known = ", ".join(COLUMNS)
        raise _unusable(
            name, [f"line {line}: there is no column {unknown[0]!r}; there are {known}"]
        )
    if twice := [one for one in found if found.count(one) > 1]:
        raise _unusable(name, [f"line {line}: the column {twice[0]} stands there twice"])
    if "user" not in found:
        raise _unusable(name, [f"line {line}: the headings have no column user"])
    return found


def _by_column(row: list[str], columns: list[str], name: str, line: int) -> dict[str, str]:
    if len(row) > len(columns) and any(row[len(columns) :]):
        many = f"{len(row)} values for {len(columns)} columns"
        raise _unusable(name, [f"line {line}: there are {many}"])
    return dict.fromkeys(COLUMNS, "") | dict(zip(columns, row, strict=False))


def _wish(cells: Mapping[str, str], read_key: ReadKey) -> Wish:
    user, action = check_name(cells["user"]), _action(cells["action"])
    if action is not Action.CREATE:
        if not cells["id"]:
            raise BadInput(f"{action} needs the id of the credential, in the column id.")
        if cells["key"]:
            raise BadInput(f"a key is for the action create, not for {action}.")
        return Wish(user, action, id=cells["id"])
    if cells["id"]:
        raise BadInput("what is created has no id yet; the column id is for other actions.")
    method = _method(cells["method"], cells["key"])
    if method is Method.HTTPS:
        if cells["key"]:
            raise BadInput("a key is for the method ssh, not for https.")
        return Wish(user, action, method)
    if not cells["key"]:
        raise BadInput("ssh needs the user's public key, a file named in the column key.")
    return Wish(user, action, method, read_key(cells["key"]))


def _action(text: str) -> Action:
    try:
        return Action(text.lower() or Action.CREATE)
    except ValueError:
        raise BadInput(f"{text!r} is no action; there are {', '.join(Action)}.") from None


def _method(text: str, key: str) -> Method:
    wanted = text.lower() or ("ssh" if key else "https")
    if wanted not in (Method.HTTPS, Method.SSH):
        raise BadInput(f"{text!r} is no method for another user; there are https and ssh.")
    return Method(wanted)


def _check_once(wish: Wish, where: str, seen: dict[str, str]) -> None:
    name = wish.user.lower()
    if name in seen:
        raise BadInput(f"the user {wish.user} stands on {seen[name]} already.")
    seen[name] = where


def _unusable(name: str, problems: list[str]) -> BadInput:
    told = "\n".join(f"  {one}" for one in problems[:MOST_TOLD])
    more = len(problems) - MOST_TOLD
    rest = f"\n  and {more} more" if more > 0 else ""
    return BadInput(f"{name} cannot be used, and nothing was done:\n{told}{rest}", _HELP)
