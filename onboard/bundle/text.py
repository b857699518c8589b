"""The bundle as text that a person reads before they send it."""

from typing import Any

HEAD = (
    "What onboard saw, for your help desk. It holds no secret, and ids only as words that stand "
    "for them.",
    "",
)


def as_text(facts: dict[str, Any]) -> str:
    """One line a fact, what belongs together indented under its name."""
    return "\n".join((*HEAD, *_lines(facts, ""))) + "\n"


def _lines(value: Any, indent: str) -> list[str]:
    if isinstance(value, dict):
        return [line for name, one in value.items() for line in _named(name, one, indent)]
    lines: list[str] = []
    for one in value:
        first, *rest = _lines(one, "") if isinstance(one, dict) else [_word(one)]
        lines += [f"{indent}- {first}", *(f"{indent}  {line}" for line in rest)]
    return lines


def _named(name: str, value: Any, indent: str) -> list[str]:
    if isinstance(value, dict | list) and value:
        return [f"{indent}{name}:", *_lines(value, f"{indent}  ")]
    return [f"{indent}{name}: {_word(value)}"]


def _word(value: Any) -> str:
    words = {True: "yes", False: "no", None: "–"}
    if isinstance(value, bool) or value is None:
        return words[value]
    return str(value) if value not in ([], {}) else "none"
