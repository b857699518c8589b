"""Text from outside, fit for a terminal: nothing in it is obeyed, and nothing turns it round."""

import unicodedata

_OBEYED = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def clean(text: str) -> str:
    """The text with its line breaks and tabs; other controls are replaced."""
    kept = (one if one in "\n\t" or harmless(one) else "�" for one in text)
    return "".join(kept)


def harmless(one: str) -> bool:
    """Whether a terminal shows the character and does nothing else."""
    return unicodedata.category(one) not in _OBEYED
