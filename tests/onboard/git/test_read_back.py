"""After a set-up the chain is read back where the person is, in repository and environment."""

from pathlib import Path

from onboard.git.command import run
from onboard.prove import prove
from onboard.prove.helper_chain import in_the_way
from onboard.situation import Method
from onboard.work import ProofRequest
from tests.machine import machine, write_section
from tests.onboard.git.recorders import recorder

PATTERN = "https://git-codecommit.*.amazonaws.com"
REQUEST = ProofRequest(Method.HTTPS, "1", None, "eu-west-1", None, "ours")


def test_a_good_chain_says_nothing_and_a_bad_one_says_why(tmp_path: Path) -> None:
    places = machine(tmp_path)
    write_section(places, PATTERN, {"helper": ("", recorder(tmp_path, "ours"))})
    repository = tmp_path / "r"
    run(places, "init", "-q", str(repository))
    assert in_the_way(REQUEST, None, places, repository) == ()
    run(places, "config", "credential.helper", "manager", cwd=repository)
    (said,) = in_the_way(REQUEST, None, places, repository)
    assert said.startswith(".git/config, line ")
    assert "asks the helper manager" in said


def test_a_proof_tells_what_else_git_asks(tmp_path: Path) -> None:
    places = machine(tmp_path)
    write_section(places, PATTERN, {"helper": ("", recorder(tmp_path, "ours"))})
    file = places.home / ".gitconfig"
    former = file.read_text()
    file.write_text(f"{former}[credential]\n\thelper = osxkeychain\n")
    proof = prove(REQUEST, None, places, None)
    assert proof.ok
    assert "git also asks the helper osxkeychain when the first has no answer" in proof.detail
    file.write_text(f"{former}[credential]\n\thelper =\n")
    proof = prove(REQUEST, None, places, None, limit=0)
    assert not proof.ok
    assert "an empty helper makes git forget the one set up here" in proof.detail
