"""IAM's rule: an explicit deny wins, then an allow, and what nothing allows is denied."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, Literal

from onboard.sandbox.aws.state import Document

Decision = Literal["allowed", "explicitDeny", "implicitDeny"]
Context = Mapping[str, str]
"""Condition keys and their values; a key that the request lacks is absent. Names in lower case."""

_VARIABLE = re.compile(r"\$\{([^}]*)\}")


def evaluate(
    documents: Iterable[Document], action: str, resource: str, context: Context
) -> Decision:
    """What these identity-based policies say to one action on one resource."""
    effects = {
        statement["Effect"]
        for document in documents
        for statement in listed(document.get("Statement"))
        if _applies(statement, action, resource, context)
    }
    if "Deny" in effects:
        return "explicitDeny"
    return "allowed" if "Allow" in effects else "implicitDeny"


def conditions_hold(statement: Document, context: Context) -> bool:
    """Whether every condition of a statement is met."""
    return all(
        _test(operator, key, listed(values), context)
        for operator, keys in statement.get("Condition", {}).items()
        for key, values in keys.items()
    )


def condition_keys(documents: Iterable[Document]) -> set[str]:
    """Every condition key that the policies ask about, as written."""
    return {
        key
        for document in documents
        for statement in listed(document.get("Statement"))
        for keys in statement.get("Condition", {}).values()
        for key in keys
    }


def like(pattern: str, text: str) -> bool:
    """Whether the text fits a pattern with `*` and `?`, letter case included."""
    return _pattern(pattern).fullmatch(text) is not None


def listed(value: object) -> list[Any]:
    """A policy element as a list: IAM lets one member stand without brackets."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def problem_of(document: object) -> str | None:
    """Why IAM would refuse the document, or None."""
    statements = document.get("Statement") if isinstance(document, dict) else None
    if not statements:
        return "Syntax errors in policy."
    for statement in listed(statements):
        if not isinstance(statement, dict) or statement.get("Effect") not in ("Allow", "Deny"):
            return "Syntax errors in policy."
        if not {"Action", "NotAction"} & statement.keys():
            return "Policy statement must contain actions."
        if not {"Resource", "NotResource"} & statement.keys():
            return "Policy statement must contain resources."
        if not all(_operator(name)[1] for name in statement.get("Condition", {})):
            return "Invalid Condition type."
    return None


def _applies(statement: Document, action: str, resource: str, context: Context) -> bool:
    return (
        _covers(statement, "Action", action.lower(), lambda text: text.lower())
        and _covers(statement, "Resource", resource, lambda text: _filled(text, context))
        and conditions_hold(statement, context)
    )


def _covers(
    statement: Document, element: str, text: str, prepare: Callable[[str], str | None]
) -> bool:
    wanted = element in statement
    patterns = listed(statement.get(element if wanted else f"Not{element}"))
    prepared = [prepare(str(pattern)) for pattern in patterns]
    return any(one is not None and like(one, text) for one in prepared) is wanted


def _filled(pattern: str, context: Context) -> str | None:
    """The pattern with its variables filled in, or None when the request lacks one of them."""
    missing = False

    def value(found: re.Match[str]) -> str:
        nonlocal missing
        name = found[1].lower()
        if name in ("*", "?", "$"):
            return name
        missing |= name not in context
        return context.get(name, "")

    filled = _VARIABLE.sub(value, pattern)
    return None if missing else filled


@lru_cache(maxsize=1024)
def _pattern(pattern: str) -> re.Pattern[str]:
    text = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
    return re.compile(text, re.DOTALL)


def _test(operator: str, key: str, values: list[Any], context: Context) -> bool:
    name, compare = _operator(operator)
    actual = context.get(key.lower())
    wanted = [str(value) for value in values]
    if name == "Null":
        return any((actual is None) is (value.lower() == "true") for value in wanted)
    if actual is None:
        return operator.endswith("IfExists") or "Not" in name
    if compare is None:
        return False
    filled = [one for one in (_filled(value, context) for value in wanted) if one is not None]
    return any(compare(one, actual) for one in filled) is not ("Not" in name)


def _operator(name: str) -> tuple[str, Callable[[str, str], bool] | None]:
    bare = name.rpartition(":")[2].removesuffix("IfExists")
    return bare, _COMPARE.get(bare.replace("Not", ""))


def _number(test: Callable[[float, float], bool]) -> Callable[[str, str], bool]:
    def compare(wanted: str, actual: str) -> bool:
        try:
            return test(float(wanted), float(actual))
        except ValueError:
            return False

    return compare


_COMPARE: dict[str, Callable[[str, str], bool]] = {
    "StringEquals": lambda wanted, actual: wanted == actual,
    "StringEqualsIgnoreCase": lambda wanted, actual: wanted.lower() == actual.lower(),
    "StringLike": like,
    "ArnEquals": like,
    "ArnLike": like,
    "Bool": lambda wanted, actual: wanted.lower() == actual.lower(),
    "Null": lambda wanted, actual: False,
    "IpAddress": lambda wanted, actual: wanted.split("/")[0] == actual,
    "NumericEquals": _number(lambda wanted, actual: actual == wanted),
    "NumericLessThan": _number(lambda wanted, actual: actual < wanted),
    "NumericLessThanEquals": _number(lambda wanted, actual: actual <= wanted),
    "NumericGreaterThan": _number(lambda wanted, actual: actual > wanted),
    "NumericGreaterThanEquals": _number(lambda wanted, actual: actual >= wanted),
}
