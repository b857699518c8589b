"""An address as text, in its own form or in another."""

from dataclasses import replace

from onboard.address import Address, Form
from onboard.address.console import HOSTS
from onboard.address.hosts import host_name
from onboard.regions import find_region, grc_url, ssh_url, with_user

_OVER_SSH = (Form.SSH, Form.SCP)


def render(address: Address, form: Form | None = None) -> str:
    """The address in that form (its own if none): what the form cannot say is left out."""
    wanted = form or address.form
    if wanted is Form.HTTPS:
        return https(address)
    if wanted in _OVER_SSH:
        bare = ssh_url(find_region(address.region), address.repository, address.alias)
        return with_user(bare, address.user if address.form in _OVER_SSH else "")
    if wanted is Form.GRC:
        return grc_url(find_region(address.region), address.repository, address.profile or None)
    if wanted is Form.ARN:
        where = f"{address.partition}:codecommit:{address.region}:{address.account}"
        return f"arn:{where}:{address.repository}"
    if wanted is Form.CONSOLE:
        host = f"{address.region}.{HOSTS[address.partition]}"
        page = f"/codesuite/codecommit/repositories/{address.repository}/browse"
        return f"https://{host}{page}?region={address.region}"
    return address.repository


def https(address: Address, user: str | None = None) -> str:
    """Over HTTPS, on the address's own endpoint; with that user name, or its own if None."""
    host = host_name(address.region, address.fips, address.endpoint)
    bare = f"https://{host}/v1/repos/{address.repository}"
    own = address.user if address.form is Form.HTTPS else ""
    return with_user(bare, own if user is None else user)


def plain(address: Address, form: Form) -> str:
    """In that form, for nobody in particular."""
    return render(replace(address, user="", alias="", profile=""), form)
