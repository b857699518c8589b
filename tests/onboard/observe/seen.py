"""Looks around inside a sandbox, in a process of its own, and hands back what it saw."""

import pickle
import sys
from base64 import b64decode, b64encode
from pathlib import Path

from onboard.aws.session import sign_in_with_mfa
from onboard.observe import observe
from onboard.places import Places, here
from onboard.sandbox.child import sandbox
from onboard.sandbox.folder import Folder
from onboard.secret import Secret
from onboard.situation import Offer, Situation
from onboard.work import Progress
from tests.sandboxes import RunningSandbox

Seen = tuple[Situation, tuple[Offer, ...], list[Progress]]


def look(box: RunningSandbox, code: str = "") -> Seen:
    """What `observe` and `offers` say in that sandbox, after signing in with the code if any."""
    done = box.program("tests.onboard.observe.seen", code)
    assert done.returncode == 0, done.stderr
    found: Seen = pickle.loads(b64decode(done.stdout))  # noqa: S301  # our own child's
    return found


def places_in(root: Path) -> Places:
    """The places of this process, which runs inside."""
    return here(sandbox=sandbox(Folder(root)))


def main(root: str, code: str) -> None:
    """Look, and write it to standard output."""
    from onboard.offer import offers

    places, told = places_in(Path(root)), list[Progress]()
    if code:
        sign_in_with_mfa(places, None, Secret(code))
    situation = observe(places, None, None, told.append)
    print(b64encode(pickle.dumps((situation, offers(situation), told))).decode())


if __name__ == "__main__":
    main(*sys.argv[1:])
