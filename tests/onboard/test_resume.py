"""A run with a passphrase is not resumed without it: the key would be made, or tried, unlocked."""

from pathlib import Path

import pytest

from onboard import journal
from onboard.errors import BadInput, PassphraseNeeded
from onboard.resume import resume
from onboard.secret import Secret
from onboard.situation import Method
from onboard.ssh import keys
from onboard.steps.key_pair import CreateKeyPair
from onboard.steps.step import Bench
from onboard.work import Materials, Plan, ProofRequest
from tests.machine import machine


def test_the_passphrase_is_asked_for_and_tried(tmp_path: Path) -> None:
    places = machine(tmp_path)
    path = places.ssh_folder / "codecommit_rsa"
    proof = ProofRequest(
        Method.SSH, "1", None, "eu-west-1", "web", "APKA1", identity_file=str(path), encrypted=True
    )
    step = CreateKeyPair(path, 2048, True, "codecommit")
    plan = Plan("rotate", Method.SSH, "1", None, "eu-west-1", (step,), proof=proof)
    name = journal.start(places, plan).run.id
    new = keys.generate(2048)

    def resumed(passphrase: str | None) -> None:
        given = None if passphrase is None else Secret(passphrase)
        materials = Materials(passphrase=given, new_key=lambda: new)
        resume(journal.load(places, name), Bench(places, None, materials))

    with pytest.raises(PassphraseNeeded, match="nothing was changed") as raised:
        resumed(None)
    assert "--passphrase-stdin" in raised.value.hint
    assert not path.exists()
    resumed("right")
    assert keys.unlocks(path, Secret("right"))
    assert not keys.unlocks(path, Secret("wrong"))
    with pytest.raises(BadInput, match="does not open"):
        resumed("wrong")
    resumed("right")
