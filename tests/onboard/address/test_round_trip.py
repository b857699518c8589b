"""Rendering an address and reading it again is the identity, whatever is in it."""

import re
import string

from hypothesis import given, settings
from hypothesis import strategies as st

from onboard.address import Address, Form
from onboard.address.parts import passwordless
from onboard.address.read import read
from onboard.address.render import render
from onboard.regions import all_regions

NAMES = st.text(string.ascii_letters + string.digits + "._-", min_size=1, max_size=100).filter(
    lambda name: not name.lower().endswith(".git") and name.strip(".") and name[-1] not in ".-"
)
REGIONS = st.sampled_from(sorted(all_regions()))
ACCOUNTS = st.text(string.digits, min_size=12, max_size=12)
USERS = st.text(
    string.ascii_letters + string.digits + "_+=,.@- /:%", min_size=1, max_size=64
).filter(lambda name: not re.fullmatch("[0-9]{12}", name))  # that one is an account
KEYS = st.text(string.ascii_uppercase + string.digits, min_size=16, max_size=16)


@st.composite
def addresses(draw: st.DrawFn) -> Address:
    """Any address that a form can say in full."""
    form = draw(st.sampled_from([Form.CONSOLE, Form.HTTPS, Form.SSH, Form.GRC, Form.ARN]))
    name, region = draw(NAMES), draw(REGIONS)
    account = draw(ACCOUNTS)
    if form is Form.HTTPS:
        whose, user = draw(
            st.sampled_from([("", ""), ("", draw(USERS)), (account, f"jane+1-at-{account}")])
        )
        if user.startswith(("AKIA", "ASIA")) or ("-at-" in user and not whose):
            whose, user = "", ""
        fips = all_regions()[region].fips and draw(st.booleans())
        endpoint = draw(st.sampled_from(["", "vpce-0a1b-c2d3", "vpce-0a1b-c2d3-us-east-1a"]))
        return Address(form, name, region, whose, user, fips=fips, endpoint=endpoint)
    if form is Form.SSH:
        alias = draw(st.sampled_from(["", f"codecommit-{region}-{account}"]))
        user = draw(st.sampled_from(["", f"APKA{draw(KEYS)}"]))
        return Address(form, name, region, account if alias else "", user, alias=alias)
    if form is Form.GRC:
        profile = draw(st.sampled_from(["", "work", "my-work", "jane.example"]))
        return Address(form, name, region, profile=profile)
    return Address(form, name, region, account if form is Form.ARN else "")


@given(addresses())
@settings(deadline=None)
def test_reading_what_was_rendered_gives_the_same(address: Address) -> None:
    found = read(render(address))
    assert found.address == address
    assert found.notes == ()
    assert passwordless(render(address)) == render(address)


@given(addresses(), st.text(st.characters(codec="utf-8"), max_size=40))
@settings(deadline=None)
def test_nothing_of_a_password_stays(address: Address, noise: str) -> None:
    secret = "x9SECRETx9" + "".join(one for one in noise if one.isprintable() and one != " ")
    if address.form is not Form.HTTPS:
        return
    user, sign, rest = render(address).removeprefix("https://").rpartition("@")
    text = f"https://{user}:{secret}@{rest}"
    assert "x9SECRETx9" not in repr(read(text))
    assert passwordless(text) == f"https://{user}{sign}{rest}"


@given(st.text(max_size=200))
@settings(deadline=None)
def test_any_text_has_a_passwordless_form_that_does_not_change_again(text: str) -> None:
    once = passwordless(text)
    assert passwordless(once) == once
