"""What a pasted message means: the documented symptoms in it, the likeliest first. Pure.

Every search is for fixed pieces of text, a gap between two is bounded, and the text is cut at
`LIMIT`: the time grows with its length and no faster.
"""

from dataclasses import dataclass

from onboard.doctor.about import Subject, signs, subject
from onboard.doctor.normalise import Plain, plain
from onboard.doctor.symptoms import Confidence, Symptom, Words, all_symptoms

LIMIT = 1_000_000
"""Characters of a text that are looked at; the last ones, where the error stands."""

REACH = 700
"""Letters within which the next piece of a symptom's words must follow."""

UNSPECIFIC = 20
WHY = {
    Confidence.HIGH: "these words come from this cause alone",
    Confidence.MEDIUM: "this is the usual cause of these words; others are known",
    Confidence.LOW: "these words say that something was refused or failed, and not why",
}


@dataclass(frozen=True)
class Match:
    """One symptom that the text shows; `confidence` is high, medium or low, `why` says why."""

    symptom: str
    cause: str
    confidence: str
    why: str
    next: str
    source: str


@dataclass(frozen=True)
class Seen:
    """A symptom, how surely it was seen, and where in the text."""

    symptom: Symptom
    confidence: Confidence
    at: int


def explain(text: str) -> tuple[Match, ...]:
    """The symptoms in the text, the likeliest cause first; none where nothing is known.

    The text is from outside: it is compared, and nothing of it is in the answer.
    """
    pasted = plain(text[-LIMIT:])
    about, marks = subject(pasted.text), signs(pasted.text)
    found = [one for each in all_symptoms() if (one := _see(each, pasted, about, marks))]
    found.sort(key=lambda one: (-one.symptom.rank, -one.confidence, one.at))
    telling = [one for one in found if one.symptom.rank > UNSPECIFIC]
    return tuple(_match(one) for one in telling or found)


def _see(symptom: Symptom, pasted: Plain, about: Subject, marks: frozenset[str]) -> Seen | None:
    best = Seen(symptom, symptom.sign_confidence, 0) if symptom.sign in marks else None
    for words in symptom.words:
        if not _counts(words, about) or (best and words.confidence <= best.confidence):
            continue
        at = _where(words, pasted)
        if at >= 0:
            best = Seen(symptom, words.confidence, at)
    return best


def _counts(words: Words, about: Subject) -> bool:
    if words.scope == "codecommit":
        return about is Subject.CODECOMMIT
    return words.scope == "anywhere" or about is not Subject.ELSEWHERE


def _where(words: Words, pasted: Plain) -> int:
    """Where the words begin in the text; -1 where they are not in it."""
    first, *others = words.pieces
    if words.whole_line:
        return 0 if first in pasted.lines else -1
    at = pasted.text.find(first)
    while at >= 0:
        if _follow(others, pasted.text, at + len(first)):
            return at
        at = pasted.text.find(first, at + 1)
    return -1


def _follow(pieces: list[str], text: str, at: int) -> bool:
    for piece in pieces:
        found = text.find(piece, at, at + REACH)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def _match(seen: Seen) -> Match:
    one = seen.symptom
    level, why = seen.confidence.name.lower(), WHY[seen.confidence]
    return Match(one.id, one.cause, level, why, one.next, one.source)
