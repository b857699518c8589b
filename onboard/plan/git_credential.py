"""HTTPS: a Git credential, its password in the vault, and our helper to answer for it."""

from onboard.errors import BadInput, no_keyring
from onboard.git.config import quote_command
from onboard.places import Places
from onboard.plan.accounts import url_user
from onboard.plan.may_create import check_can_create
from onboard.plan.parts import frame, request
from onboard.plan.sections import section_step
from onboard.regions import find_region, https_url
from onboard.situation import (
    GitCredential,
    HelperEntry,
    Offer,
    Setup,
    Situation,
    Store,
    Unknown,
    VaultEntry,
)
from onboard.steps.git_credential import CREDENTIAL_ID, USER_NAME, CreateGitCredential
from onboard.steps.password import StorePassword
from onboard.steps.step import Step
from onboard.work import Plan, Ref, Text

CONSOLE = (
    "In the AWS console: IAM, Users, {user}, tab Security credentials, section "
    "“HTTPS Git credentials for AWS CodeCommit”, Generate credentials, Download credentials.\n"
    "Then: onboard setup --method https --credentials-file FILE"
)


def plan_https(situation: Situation, setup: Setup, offer: Offer, places: Places) -> Plan:
    """Create (or reuse) the Git credential, store its password, write the sections."""
    identity = situation.identity
    account = identity.account
    if setup.git_user is None and offer.via == "console":
        words = CONSOLE.format(user=setup.user or identity.name or "your user")
        return frame(situation, setup, (), url="", waiting=words)
    if setup.git_user is not None:
        account = account or _account_of(setup.git_user)
    region = find_region(setup.region)
    url = https_url(region, setup.repository or "any")
    steps: list[Step] = []
    name: Text
    credential: Text
    kept = None if setup.renew else _kept(situation, setup, account)
    if kept:
        name, credential = kept.username, kept.credential_id
    elif setup.git_user is not None:
        name, credential = setup.git_user, ""
        _check_store(situation, setup)
        steps.append(StorePassword(setup.store, account, name, "", url))
    else:
        check_can_create(situation, setup.method)
        _check_store(situation, setup)
        name, credential = Ref(1, USER_NAME), Ref(1, CREDENTIAL_ID)
        held = situation.holdings.git_credentials
        known = None if isinstance(held, Unknown) else tuple(one.id for one in held)
        steps.append(CreateGitCredential(setup.user or identity.name, known))
        here = tuple(one.username for one in situation.machine.vault if one.account == account)
        steps.append(StorePassword(setup.store, account, name, credential, url, known=here))
    wanted: dict[str, tuple[str, ...]] = {
        "helper": ("", _helper(situation, setup, account, places))
    }
    if setup.store is Store.GIT_HELPER:
        wanted["useHttpPath"] = ("false",)  # a global `true` would file the password per path
    called = url_user(situation, setup)
    user = name if called is None else called
    config = section_step(situation, setup, wanted, user)
    # git's own helper must be in force before the password can be handed to it
    ordered = (*steps[:1], *config, *steps[1:]) if _by_git(setup, steps) else (*steps, *config)
    proof = request(situation, setup, name, credential=credential, url_user=user)
    return frame(situation, setup, ordered, url=url, proof=proof, account=account)


def _by_git(setup: Setup, steps: list[Step]) -> bool:
    return setup.store is Store.GIT_HELPER and len(steps) > 1


def _kept(situation: Situation, setup: Setup, account: str) -> VaultEntry | None:
    """A password that this machine keeps for a credential that is still Active."""
    held = situation.holdings.git_credentials
    for entry in situation.machine.vault:
        if entry.account != account or entry.store != setup.store:
            continue
        if setup.git_user is not None and entry.username == setup.git_user:
            return entry
        if isinstance(held, Unknown) or entry.username in _active(held):
            return entry if setup.git_user is None else None
    return None


def _active(held: tuple[GitCredential, ...]) -> set[str]:
    return {one.user_name for one in held if one.status == "Active"}


def _check_store(situation: Situation, setup: Setup) -> None:
    keyring = situation.machine.keyring
    if setup.store is Store.KEYRING and not keyring.usable and not situation.sandbox:
        raise no_keyring(keyring.reason)


def _helper(situation: Situation, setup: Setup, account: str, places: Places) -> str:
    if setup.store is not Store.GIT_HELPER:
        return quote_command((*places.launcher, "git-credential", "--account", account))
    generic = _generic_helper(situation.machine.helpers)
    if generic is None:
        raise BadInput(
            "git has no credential helper of its own configured that could keep the password.",
            "Configure one first, or choose --store keyring or --store file.",
        )
    return generic


def _generic_helper(helpers: tuple[HelperEntry, ...]) -> str | None:
    found: str | None = None
    for entry in helpers:
        if not entry.url:
            found = entry.value or None  # an empty value resets the list, as git reads it
    return found


def _account_of(git_user: str) -> str:
    account = git_user.rpartition("-at-")[2]
    if len(account) != 12 or not account.isdigit():
        raise BadInput(
            f"{git_user!r} does not look like a Git user name: those end in -at- and the "
            "12 digits of the account.",
            "Take the user name from the file that the AWS console let you download.",
        )
    return account
