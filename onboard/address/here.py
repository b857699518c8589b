"""The right address on this machine: for the method, the account and the Region set up here."""

from dataclasses import dataclass
from fnmatch import fnmatchcase

from onboard.address import Address, Form, Found
from onboard.address.render import https, plain, render
from onboard.git.urlmatch import matches
from onboard.plan.accounts import DEFAULT, alias_of
from onboard.regions import find_region, grc_url, ssh_url, with_user
from onboard.situation import ExistingSetup, Method, Situation

ORDER = (Method.HTTPS, Method.HELPER, Method.GRC, Method.SSH)
FORMS = {
    Method.HTTPS: Form.HTTPS,
    Method.HELPER: Form.HTTPS,
    Method.GRC: Form.GRC,
    Method.SSH: Form.SSH,
}
AS_WRITTEN = {Form.SSH: Form.SSH, Form.SCP: Form.SSH, Form.GRC: Form.GRC}
NOTHING = "Nothing is set up here yet that git could sign in with: onboard setup"


@dataclass(frozen=True)
class Use:
    """The address to use, the method it is for (None: nothing is set up), and what to know."""

    address: str
    method: Method | None = None
    notes: tuple[str, ...] = ()


def to_use(found: Found, situation: Situation) -> Use:
    """The address to use here, for the account that the text or else the profile means."""
    address = found.address
    account = account_of(address, situation)
    setup = _setup_for(address, account, situation)
    if setup is None:
        return _without(address, account, situation)
    notes = _host_notes(address, setup)
    if setup.method is Method.SSH:
        return _over_ssh(address, setup, situation, notes)
    if setup.method is Method.GRC:
        profile = setup.profile or address.profile or None
        return Use(
            grc_url(find_region(address.region), address.repository, profile), Method.GRC, notes
        )
    return Use(https(address, setup.url_user), setup.method, notes)


def account_of(address: Address, situation: Situation) -> str:
    """Whose repository it is, as far as the address or the profile in force tells."""
    if address.account:
        return address.account
    known = situation.past.accounts
    for name in (address.profile, address.user):
        if name and name in known:
            return known[name]
    block = next((one for one in situation.machine.blocks if one.user == address.user), None)
    if address.user and block:
        return "" if block.account == DEFAULT else block.account
    return situation.identity.account or known.get(situation.profile or "", "")


def _setup_for(address: Address, account: str, situation: Situation) -> ExistingSetup | None:
    """The account's set-up: the one that the address is written for before a proven one."""
    known = situation.past.accounts

    def whose(one: ExistingSetup) -> str:
        return one.account or known.get(one.profile or "", "")

    setups = [
        one for one in situation.setups if not account or whose(one) in ("", DEFAULT, account)
    ]
    sure = [one for one in setups if account and whose(one) == account]
    as_written = AS_WRITTEN.get(address.form, Form.HTTPS if address.form is Form.HTTPS else None)
    return min(
        sure or setups,
        key=lambda one: (
            FORMS[one.method] is not as_written,
            one.proved is None,  # grc's empty helper serves every account: whose it is, it hides
            ORDER.index(one.method),
        ),
        default=None,
    )


def _over_ssh(
    address: Address, setup: ExistingSetup, situation: Situation, notes: tuple[str, ...]
) -> Use:
    region, name = find_region(address.region), address.repository
    block = next((one for one in situation.machine.blocks if one.user == setup.user), None)
    aliases = block.aliases if block else ()
    alias = alias_of(aliases, region)
    if aliases and not alias:
        url = with_user(ssh_url(region, name), setup.user)
        return Use(url, Method.SSH, (*notes, _not_here(Method.SSH, region.name)))
    if not alias and not any(fnmatchcase(region.host, host) for host in setup.hosts):
        notes = (*notes, _not_here(Method.SSH, region.name))
    return Use(ssh_url(region, name, alias), Method.SSH, notes)


def _without(address: Address, account: str, situation: Situation) -> Use:
    """Nothing of ours is set up for it: the address as it is written, put right."""
    notes = (NOTHING,)
    known = situation.past.accounts.items()
    named = [name for name, one in known if name and account and one == account]
    if situation.setups and named and situation.machine.grc:
        # the plain addresses are another account's; this form names whose it is by itself
        url = grc_url(find_region(address.region), address.repository, named[0])
        return Use(url, Method.GRC)
    if situation.setups:
        whose = f"account {account}" if account else "that account"
        notes = (f"Nothing is set up here for {whose}; others are: onboard status",)
    form = AS_WRITTEN.get(address.form, Form.HTTPS)
    if form is Form.SSH and situation.machine.hand_written:
        return Use(_by_hand(address, situation), None, notes[:0])
    keeps = address.form in (Form.SSH, Form.SCP, Form.GRC)
    text = render(address, form) if keeps else plain(address, Form.HTTPS)
    return Use(text, None, (*notes, *_key_id_note(address)))


def _by_hand(address: Address, situation: Situation) -> str:
    """The person's own ssh lines give the key id, so that no address needs it."""
    by_hand = any(one.user for one in situation.machine.hand_written if one.hosts)
    return plain(address, Form.SSH) if by_hand and not address.alias else render(address, Form.SSH)


def _key_id_note(address: Address) -> tuple[str, ...]:
    if address.form not in (Form.SSH, Form.SCP) or address.user or address.alias:
        return ()
    return (
        "Without lines for the host in ~/.ssh/config, an ssh address needs the key's id: "
        f"ssh://APKA…@{find_region(address.region).host}/v1/repos/{address.repository}",
    )


def _host_notes(address: Address, setup: ExistingSetup) -> tuple[str, ...]:
    """What becomes of an endpoint of its own, and whether the set-up is for that host at all."""
    kind = "VPC" if address.endpoint else "FIPS" if address.fips else ""
    if setup.method is Method.SSH:
        return (f"The {kind} endpoint is for HTTPS; over SSH this is the plain host.",) * bool(kind)
    own = https(address, "")
    if setup.method is Method.GRC:
        host = own.removeprefix("https://").partition("/")[0]
        words = f"codecommit:: addresses name no endpoint: set CODE_COMMIT_ENDPOINT={host}"
        return (words,) * bool(kind)
    if not setup.hosts or any(matches(f"https://{host}", own) for host in setup.hosts):
        return ()
    if address.endpoint:
        return (
            "git's settings here do not cover the VPC endpoint's host, so git will ask for a "
            f"password there. The plain address: {https(_plain_host(address), setup.url_user)}",
        )
    return (_not_here(setup.method, address.region),)


def _not_here(method: Method, region: str) -> str:
    return (
        f"What is set up here does not cover {region} yet: "
        f"onboard setup --method {method} --region {region}"
    )


def _plain_host(address: Address) -> Address:
    return Address(Form.HTTPS, address.repository, address.region)
