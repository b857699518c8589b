"""Which address is the right one here: for the method, the account and the Region set up."""

from dataclasses import replace
from pathlib import Path

import pytest

from onboard.address.here import to_use
from onboard.address.read import read
from onboard.git.config import quote_command
from onboard.observe.setups import setups
from onboard.situation import HandWritten, HelperEntry, HostBlock, Method, Past, Situation
from tests.situations import ACCOUNT, MACHINE, machine, situation

HOST = "git-codecommit.eu-west-1.amazonaws.com"
HTTPS = f"https://{HOST}/v1/repos/web"
SSH = f"ssh://{HOST}/v1/repos/web"
GRC = "codecommit::eu-west-1://work@web"
KEY, OTHER, OTHER_KEY = "APKAEIBAERJR2EXAMPLE", "444455556666", "APKAOTHEROTHEROTHER1"
ANY = "https://git-codecommit.*.amazonaws.com"
ALIAS = f"codecommit-eu-west-1-{OTHER}"
CONSOLE = "https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/web"
FORMS = (
    HTTPS,
    f"{HTTPS}/",
    SSH,
    f"{KEY}@{HOST}:v1/repos/web",
    "codecommit::eu-west-1://web",
    f"https://someone@{HOST}/v1/repos/web",
    f"arn:aws:codecommit:eu-west-1:{ACCOUNT}:web",
    f"{CONSOLE}/browse",
)


def section(*values: str, user: str = "") -> dict[str, tuple[str, ...]]:
    url = ANY.replace("://", f"://{user}@") if user else ANY
    return {f"credential.{url}.helper": values}


def ours(*words: str) -> tuple[str, ...]:
    return ("", quote_command(("/opt/onboard", "git-credential", *words)))


def block(account: str, key: str, *aliases: tuple[str, str]) -> HostBlock:
    hosts = (f"codecommit-*-{account}",) if aliases else ("git-codecommit.*.amazonaws.com",)
    return HostBlock(account, hosts, key, Path("/home/jane/.ssh/k"), aliases)


def seen(settings: dict[str, tuple[str, ...]], *blocks: HostBlock) -> Situation:
    here = machine(git_settings=settings, blocks=blocks)
    past = Past(accounts={"work": ACCOUNT, "other": OTHER})
    plain = situation(machine=here, past=past)
    made = setups(here, plain.identity, "work", lambda method, account: None)
    return situation(machine=here, past=past, setups=made)


def used(text: str, where: Situation) -> tuple[str, Method | None]:
    use = to_use(read(text, "eu-west-1"), where)
    return use.address, use.method


ONE = {
    Method.HTTPS: (seen(section(*ours("--account", ACCOUNT))), HTTPS),
    Method.HELPER: (seen(section(*ours("--profile", "work"))), HTTPS),
    Method.GRC: (seen(section("")), GRC),
    Method.SSH: (seen({}, block(ACCOUNT, KEY)), SSH),
}


@pytest.mark.parametrize("text", FORMS)
@pytest.mark.parametrize("method", ONE)
def test_with_one_method_every_form_becomes_its_address(method: Method, text: str) -> None:
    where, wanted = ONE[method]
    assert used(text, where) == (wanted, method)


TWO = seen(
    section(*ours("--profile", "work")) | section(*ours("--profile", "other"), user="other"),
    block(ACCOUNT, KEY),
    block(OTHER, OTHER_KEY, (ALIAS, HOST)),
)
"""Two accounts, each by the helper and by ssh."""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (HTTPS, HTTPS),
        (SSH, SSH),
        (f"https://other@{HOST}/v1/repos/web/", f"https://other@{HOST}/v1/repos/web"),
        (f"arn:aws:codecommit:eu-west-1:{OTHER}:web", f"https://other@{HOST}/v1/repos/web"),
        (f"arn:aws:codecommit:eu-west-1:{ACCOUNT}:web", HTTPS),
        (f"https://jane-at-{OTHER}@{HOST}/v1/repos/web", f"https://other@{HOST}/v1/repos/web"),
        ("codecommit::eu-west-1://other@web", f"https://other@{HOST}/v1/repos/web"),
        ("codecommit::eu-west-1://work@web", HTTPS),
        (f"ssh://{ALIAS}/v1/repos/web", f"ssh://{ALIAS}/v1/repos/web"),
        (f"ssh://{OTHER_KEY}@{HOST}/v1/repos/web", f"ssh://{ALIAS}/v1/repos/web"),
        (f"{KEY}@{HOST}:v1/repos/web", SSH),
    ],
)
def test_with_several_accounts_the_address_is_of_the_one_meant(text: str, wanted: str) -> None:
    assert used(text, TWO)[0] == wanted


def test_a_further_account_without_a_profile_is_called_by_its_number() -> None:
    settings = section(*ours("--account", ACCOUNT)) | section(*ours(), user=OTHER)
    where = replace(seen(settings), past=Past(accounts={"work": ACCOUNT, "": OTHER}))
    for text in (
        f"https://{OTHER}@{HOST}/v1/repos/web",
        f"arn:aws:codecommit:eu-west-1:{OTHER}:web",
    ):
        assert used(text, where)[0] == f"https://{OTHER}@{HOST}/v1/repos/web"


def test_what_the_set_up_does_not_cover_is_told() -> None:
    for text, said in (
        ("https://git-codecommit.cn-north-1.amazonaws.com.cn/v1/repos/web", "--region cn-north-1"),
        ("https://vpce-0a-b1.git-codecommit.us-east-1.vpce.amazonaws.com/v1/repos/web", "VPC"),
    ):
        use = to_use(read(text), ONE[Method.HELPER][0])
        assert any(said in words for words in use.notes), use
    use = to_use(read(f"ssh://codecommit-us-east-1-{OTHER}/v1/repos/web"), TWO)
    assert use.address == f"ssh://{OTHER_KEY}@git-codecommit.us-east-1.amazonaws.com/v1/repos/web"
    assert "--region us-east-1" in use.notes[0]
    use = to_use(read("ssh://git-codecommit.cn-north-1.amazonaws.com.cn/v1/repos/web"),
                 ONE[Method.SSH][0])  # fmt: skip
    assert "--region cn-north-1" in use.notes[0]


def test_an_endpoint_stays_where_the_method_has_one() -> None:
    text = "https://git-codecommit-fips.us-east-1.amazonaws.com/v1/repos/web"
    fips = section(*ours("--profile", "work")) | {
        "credential.https://git-codecommit-fips.*.amazonaws.com.helper": ours("--profile", "work")
    }
    assert to_use(read(text), seen(fips)).notes == ()
    assert used(text, seen(fips)) == (text, Method.HELPER)
    over_ssh = to_use(read(text), ONE[Method.SSH][0])
    assert over_ssh.address == "ssh://git-codecommit.us-east-1.amazonaws.com/v1/repos/web"
    assert "FIPS" in over_ssh.notes[0]
    assert "CODE_COMMIT_ENDPOINT" in to_use(read(text), ONE[Method.GRC][0]).notes[0]


def test_where_nothing_is_set_up_the_address_is_put_right_as_it_is_written() -> None:
    nothing = situation()
    for text, wanted in (
        (f"{HTTPS}/", HTTPS),
        (f"https://someone@{HOST}/v1/repos/web", HTTPS),
        (f"{KEY}@{HOST}:v1/repos/web", f"ssh://{KEY}@{HOST}/v1/repos/web"),
        (GRC, GRC),
        (f"arn:aws:codecommit:eu-west-1:{ACCOUNT}:web", HTTPS),
    ):
        use = to_use(read(text), nothing)
        assert (use.address, use.method) == (wanted, None)
        assert "onboard setup" in use.notes[0]
    assert any("APKA…@" in words for words in to_use(read(SSH), nothing).notes)


def test_an_account_whose_profile_is_known_has_its_codecommit_address() -> None:
    text = f"arn:aws:codecommit:eu-west-1:{OTHER}:web"
    where = replace(ONE[Method.HTTPS][0], past=Past(accounts={"work": ACCOUNT, "other": OTHER}))
    assert used(text, where) == ("codecommit::eu-west-1://other@web", Method.GRC)
    without = replace(where, machine=replace(where.machine, grc=None))
    assert used(text, without) == (HTTPS, None)


def test_what_was_proven_goes_before_what_another_account_may_have_set_up() -> None:
    where = seen(section(""), block(ACCOUNT, KEY))
    text = f"arn:aws:codecommit:eu-west-1:{ACCOUNT}:web"
    assert used(text, where) == (GRC, Method.GRC)
    proved = [
        replace(one, proved=where.now) if one.method is Method.SSH else one for one in where.setups
    ]
    assert used(text, replace(where, setups=tuple(proved))) == (SSH, Method.SSH)


def test_another_accounts_set_up_is_not_taken() -> None:
    where = replace(ONE[Method.HTTPS][0], past=Past())
    use = to_use(read(f"arn:aws:codecommit:eu-west-1:{OTHER}:web"), where)
    assert (use.address, use.method) == (HTTPS, None)
    assert OTHER in use.notes[0]


def test_lines_of_ones_own_for_ssh_are_enough() -> None:
    by_hand = HandWritten(Path("c"), 1, ("git-codecommit.*.amazonaws.com",), KEY)
    where = situation(machine=machine(hand_written=(by_hand,)))
    assert used(f"ssh://{KEY}@{HOST}/v1/repos/web", where) == (SSH, None)


def test_the_helper_of_awss_own_guide_counts() -> None:
    entry = HelperEntry("!aws codecommit credential-helper $@", "~/.gitconfig", "global")
    here = machine(helpers=(entry,))
    made = setups(here, situation().identity, "work", lambda method, account: None)
    assert used(SSH, situation(machine=here, setups=made)) == (HTTPS, Method.HELPER)
    assert MACHINE.helpers == ()
