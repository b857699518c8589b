"""What a service's model says about parameters, checked before the operation sees them."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from onboard.sandbox.aws.errors import AwsError, validation

if TYPE_CHECKING:
    from botocore.model import OperationModel, Shape


def check_parameters(known: "OperationModel", given: dict[str, Any]) -> None:
    """Raise ValidationError, worded as AWS does, unless required, range, pattern and enum hold."""
    shape = known.input_shape
    if shape is None:
        return
    problems = [
        f"Value null at '{_lower(name)}' failed to satisfy constraint: Member must not be null"
        for name in shape.required_members
        if name not in given
    ]
    for name, member in shape.members.items():
        if name in given:
            problems += _problems(name, member, given[name])
    if problems:
        raise _several(problems)


def _several(problems: list[str]) -> AwsError:
    count = len(problems)
    noun = "error" if count == 1 else "errors"
    return validation(f"{count} validation {noun} detected: {'; '.join(problems)}")


def _problems(name: str, shape: "Shape", value: object) -> list[str]:
    rules = shape.metadata
    found = []
    if shape.type_name == "string" and isinstance(value, str):
        found += _length(rules, len(value), "length ")
        if "enum" in rules and value not in rules["enum"]:
            found.append(f"Member must satisfy enum value set: [{', '.join(rules['enum'])}]")
        elif "pattern" in rules and not _pattern(rules["pattern"]).fullmatch(value):
            found.append(f"Member must satisfy regular expression pattern: {rules['pattern']}")
    elif shape.type_name in ("integer", "long") and isinstance(value, int):
        found += _length(rules, value, "value ")
    return [
        f"Value '{value}' at '{_lower(name)}' failed to satisfy constraint: {one}" for one in found
    ]


def _length(rules: dict[str, Any], size: int, what: str) -> list[str]:
    if "min" in rules and size < rules["min"]:
        return [f"Member must have {what}greater than or equal to {rules['min']}"]
    if "max" in rules and size > rules["max"]:
        return [f"Member must have {what}less than or equal to {rules['max']}"]
    return []


@lru_cache(maxsize=256)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.ASCII)


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]
