"""Which program git starts for a helper's line, and whether it is there."""

from pathlib import Path

import pytest

from onboard.git.started import started
from onboard.places import Places
from onboard.situation import HelperEntry
from tests.machine import machine, script


@pytest.fixture
def places(tmp_path: Path) -> Places:
    found = machine(tmp_path)
    script(found.home / "bin" / "aws", "#!/bin/sh\n")
    script(found.home / "My Tools" / "aws", "#!/bin/sh\n")
    return machine(tmp_path, PATH=f"{found.home / 'bin'}:{found.env['PATH']}")


@pytest.mark.parametrize(
    ("value", "program", "there"),
    [
        ("!aws codecommit credential-helper $@", "aws", True),
        ("!AWS_PROFILE=work aws codecommit credential-helper $@", "aws", True),
        ("!~/bin/aws codecommit credential-helper $@", "HOME/bin/aws", True),
        ("!~/old/aws codecommit credential-helper $@", "HOME/old/aws", False),
        ("!'HOME/My Tools/aws' codecommit credential-helper", "HOME/My Tools/aws", True),
        ("!$HOME/bin/aws codecommit credential-helper $@", "", True),
        ('!"$AWS" codecommit credential-helper $@', "", True),
        ("!/old/onboard git-credential --profile work", "/old/onboard", False),
        ("!f() { echo password=x; }; f", "", True),
        ("!some-thing else", "", True),
        ("!'", "", True),
        ("store", "git-credential-store", True),
        ("cache --timeout=1", "git-credential-cache", True),
        ("osxkeychain", "git-credential-osxkeychain", False),
        ("aws codecommit credential-helper $@", "git-credential-aws", False),
        ("/old/git-credential-manager", "/old/git-credential-manager", False),
        ("   ", "", True),
    ],
)
def test_what_git_starts(places: Places, value: str, program: str, there: bool) -> None:
    home = str(places.home)
    entry = HelperEntry(value.replace("HOME/", f"{home}/"), "file", "global")
    found = started(places, entry)
    assert (found.program.replace(home, "HOME"), found.found) == (program, there)


def test_a_path_with_a_space_that_stands_in_no_quotes(places: Places) -> None:
    path = places.home / "My Tools" / "aws"
    entry = HelperEntry(f"!{path} codecommit credential-helper $@", "file", "global")
    found = started(places, entry)
    assert not found.found
    assert found.meant == str(path)
