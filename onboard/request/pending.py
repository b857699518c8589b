"""Which request an answer belongs to, as the journal tells."""

import re
from collections.abc import Iterator

from onboard import files, journal
from onboard.desk.answer import Answer, read_answer
from onboard.errors import BadInput
from onboard.places import Places
from onboard.situation import Method
from onboard.steps.request_file import WriteRequest

_KEY_ID = re.compile(r"APKA[A-Z0-9]{12,124}")


def answer_from(given: str) -> Answer:
    """What came back: a file, or the bare id of a key; raises BadInput, FileRefused."""
    if _KEY_ID.fullmatch(given.strip()):
        return Answer(given.strip(), given.strip())
    return read_answer(files.typed(given))


def request_of(places: Places, answer: Answer) -> WriteRequest:
    """The request made here that it answers; without a nonce the newest of its method.

    Raises BadInput where there is none.
    """
    method = Method.HTTPS if answer.password else Method.SSH
    made = [one for one in _requests(places) if one.method == method]
    if answer.request:
        found = next((one for one in made if one.nonce == answer.request), None)
        if found is None:
            raise BadInput(
                "This answers a request that was not made on this machine, or was taken back.",
                "Finish it where it was made; or see onboard history.",
            )
        return found
    if not made:
        raise BadInput(
            f"No request for {method} was made here that this could answer.",
            "Make one first: onboard request; or go on without one: onboard setup --help",
        )
    return made[0]


def _requests(places: Places) -> Iterator[WriteRequest]:
    """Those that stand, newest first."""
    for run in journal.history(places):
        if run.state in journal.CHANGED:
            yield from (one for one in run.plan.steps if isinstance(one, WriteRequest))
