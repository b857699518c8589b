"""The words of a pasted text that may be an address: a command, a line of output, a quotation."""

import re

_NOT_SEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_QUOTES = "'\"`\u201c\u201d\u2018\u2019\u201e\u201a«»\u2039\u203a"
"""Those of keyboards and of what writes text for print."""
_AROUND = f"{_QUOTES}<>()[]{{}},;|"
_BEGIN = re.compile(r"codecommit::|[A-Za-z][A-Za-z0-9+.-]*://|arn:aws")
_END = re.compile(rf"[{_QUOTES}<>\\)\]]")
LONGEST = 20_000
"""Characters of a text that are looked at."""


def words_of(text: str) -> tuple[str, ...]:
    """Its words, in order, without what quotes or ends them; those with a scheme come first."""
    plain = text[:LONGEST].translate(_NOT_SEEN)
    found = [one for one in map(_bare, re.split(r"[\s\x00-\x1f\x7f]+", plain)) if one]
    begun = [one for one in found if _BEGIN.match(one)]
    return tuple(dict.fromkeys([*begun, *(one for one in found if one not in begun)]))


def _bare(word: str) -> str:
    """The address inside a word, as between quotes or after `url=`."""
    found = _BEGIN.search(word)
    if found is None:
        return word.strip(_AROUND).rstrip(".:")
    rest = word[found.start() :]
    ending = _END.search(rest, max(rest.rfind("@"), 0))  # a password may have any sign in it
    return rest[: ending.start() if ending else len(rest)].rstrip(f"{_AROUND}.:!")
