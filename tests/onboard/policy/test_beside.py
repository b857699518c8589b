"""The packet beside a refusal on the screen, and the file that it is saved to."""

from dataclasses import replace
from pathlib import Path

import pytest

from onboard.errors import BadInput, FileRefused
from onboard.files.fresh import write_named
from onboard.policy.beside import beside
from onboard.policy.ticket import file_text, ticket
from onboard.situation import Identity, Kind, RegionFact
from tests.situations import situation

JANE = Identity(
    Kind.IAM_USER,
    arn="arn:aws:iam::111122223333:user/jane",
    account="111122223333",
    name="jane",
    source="env",
)
SEEN = replace(situation(), identity=JANE, region=RegionFact("eu-west-1", "profile"))
GIT_403 = (
    "git ls-remote https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/web\n"
    "fatal: The requested URL returned error: 403"
)


def test_gits_own_words_give_the_repository() -> None:
    made = beside(GIT_403, SEEN)
    assert made.refusal.guess
    assert made.statements[0].resource.endswith(":eu-west-1:111122223333:web")


def test_the_sentence_of_aws_names_who_was_refused() -> None:
    said = (
        "User: arn:aws:iam::444455556666:user/joe is not authorized to perform: "
        "iam:UploadSSHPublicKey on resource: user joe because no identity-based policy allows it"
    )
    assert "444455556666" in ticket(beside(said, SEEN))


def test_nothing_refused_and_nobody_there_are_said() -> None:
    with pytest.raises(BadInput, match="names nothing"):
        beside("all is well", SEEN)
    with pytest.raises(BadInput, match="Nobody is signed in"):
        beside(GIT_403, replace(SEEN, identity=Identity(Kind.NONE)))


def test_a_json_file_gets_the_policy_alone_and_only_where_one_helps() -> None:
    made = beside(GIT_403, SEEN)
    assert file_text(made, "policy.json").startswith('{\n  "Version"')
    assert file_text(made, "ticket.txt") == ticket(made)
    with pytest.raises(BadInput, match="no policy to write"):
        file_text(replace(made, policy=None), "policy.json")


def test_a_new_file_is_made_and_none_is_written_over(tmp_path: Path) -> None:
    file = write_named(tmp_path, "~/ticket.txt", "text\n")
    assert (file, file.read_text()) == (tmp_path / "ticket.txt", "text\n")
    with pytest.raises(FileRefused, match="never overwritten"):
        write_named(tmp_path, str(file), "other\n")
    with pytest.raises(FileRefused, match="cannot be written"):
        write_named(tmp_path, "~/no/folder.txt", "text\n")
    assert file.read_text() == "text\n"
