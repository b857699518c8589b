"""An address on a screen: the password never, all else as it was."""

import pytest

from onboard.address.hidden import hidden
from onboard.address.read import read

HOST = "git-codecommit.eu-west-1.amazonaws.com/v1/repos/web"


@pytest.mark.parametrize(
    ("pasted", "shown"),
    [
        (f"https://jane-at-1:secret@{HOST}", f"https://jane-at-1:••••@{HOST}"),
        (f"https://jane-at-1:se/cr@et=@{HOST}", f"https://jane-at-1:••••@{HOST}"),
        (f"https://:secret@{HOST}", f"https://:••••@{HOST}"),
        (
            f"git clone https://j:secret@{HOST} web",
            f"git clone https://j:••••@{HOST} web",
        ),
        (
            f"https://ASIAEXAMPLE0000000AA%25token:20260301T0900secret@{HOST}",
            f"https://ASIAEXAMPLE0000000AA:••••@{HOST}",
        ),
        ("https://u:se/cret@github.com/x/y", "https://u:••••@github.com/x/y"),
        (f"https://jane@{HOST}", f"https://jane@{HOST}"),
        ("ssh://git@localhost:2222/web", "ssh://git@localhost:2222/web"),
        ("https://localhost:443/web", "https://localhost:443/web"),
        ("codecommit::eu-west-1://work@web", "codecommit::eu-west-1://work@web"),
        ("web", "web"),
    ],
)
def test_only_the_secret_goes(pasted: str, shown: str) -> None:
    assert hidden(pasted) == shown
    assert hidden(shown) == shown


def test_it_is_still_known_that_a_password_stood_there() -> None:
    found = read(hidden(f"https://jane-at-1:secret@{HOST}"))
    assert (found.password, found.address.repository) == (True, "web")
