"""What the journal keeps when two processes have to do with one run."""

from pathlib import Path

from onboard import journal
from onboard.apply import finish
from onboard.situation import Method
from onboard.work import Plan, Proof
from tests.machine import machine

PROVED = Proof(True, Method.HTTPS, "git ls-remote", "git signed in.")


def test_a_run_that_was_taken_back_while_it_was_proved_stays_so(tmp_path: Path) -> None:
    places = machine(tmp_path)
    record = journal.start(places, Plan("setup", Method.HTTPS, "1", None, "eu-west-1", ()))
    finish(record, "applied")
    proving = record.run
    finish(record, "undone")
    journal.keep_proof(places, proving, PROVED)
    assert journal.load(places, proving.id).run.state == "undone"
    assert journal.last_changed(places) is None


def test_a_proof_is_kept_with_its_run(tmp_path: Path) -> None:
    places = machine(tmp_path)
    record = journal.start(places, Plan("setup", Method.HTTPS, "1", None, "eu-west-1", ()))
    finish(record, "applied")
    journal.keep_proof(places, record.run, PROVED)
    assert journal.load(places, record.run.id).run.state == "proved"
