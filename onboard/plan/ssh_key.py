"""SSH: a key pair, its public half at IAM, the host's key, and a host block."""

import re
import shlex
from dataclasses import dataclass
from pathlib import Path, PurePath

from onboard.errors import BadInput, NotInstalled
from onboard.lacking import key_problem
from onboard.places import Places
from onboard.plan.accounts import alias_of, ssh_names
from onboard.plan.config_notes import adopted_texts, config_notes
from onboard.plan.free_name import new_key_path
from onboard.plan.may_create import check_can_create
from onboard.plan.parts import frame, request
from onboard.regions import Region, find_region, ssh_host_pattern, ssh_url
from onboard.situation import (
    HostBlock,
    Kind,
    KnownKey,
    LocalKey,
    Offer,
    Setup,
    Situation,
    Unknown,
)
from onboard.steps.host_block import WriteHostBlock
from onboard.steps.host_key import AddHostKey, WrongHostKey
from onboard.steps.key_pair import CreateKeyPair
from onboard.steps.ssh_agent import AddToAgent
from onboard.steps.step import Step
from onboard.steps.upload_key import KEY_ID, UploadKey
from onboard.work import Plan, Ref, Text

CONSOLE = (
    "In the AWS console: IAM, Users, {user}, tab Security credentials, section “SSH public keys "
    "for AWS CodeCommit”, Upload SSH public key: paste the whole line from {public}\n"
    "The console then shows an SSH key ID that begins with APKA. Go on with it:\n"
    "onboard setup --method ssh --key {path} --key-id APKA…"
)


@dataclass(frozen=True)
class Choice:
    """The key that git will use: where it is, and its id where IAM has it already."""

    path: Path
    make: bool
    encrypted: bool
    id: str = ""


def plan_ssh(situation: Situation, setup: Setup, offer: Offer, places: Places) -> Plan:
    """Choose or make the key, register it, remember the host's key, write the host block."""
    if situation.machine.ssh is None:
        raise NotInstalled(
            "ssh is not on your PATH.",
            "Install the OpenSSH client, or use another way in: onboard setup --method https",
        )
    region = find_region(setup.region)
    choice = _choose(situation, setup, places)
    notes = config_notes(situation, setup, ssh_host_pattern(region.partition))
    steps: list[Step] = [*_host_key(situation, setup, region, places)]
    steps += _make(setup, choice)
    if not choice.id and offer.via == "console":
        made = tuple(one for one in steps if isinstance(one, CreateKeyPair))
        waiting = _paste(situation, setup, choice)
        return frame(situation, setup, made, url="", waiting=waiting)
    user: Text = choice.id
    if not choice.id:
        check_can_create(situation, setup.method)
        public = choice.path.with_name(choice.path.name + ".pub")
        held = situation.holdings.ssh_keys
        known = None if isinstance(held, Unknown) else tuple(one.id for one in held)
        steps.append(UploadKey(setup.user or situation.identity.name, public, known))
        user = Ref(len(steps), KEY_ID)
    steps += _block(situation, setup, region, choice, user, places)
    alias = alias_of(ssh_names(situation, region)[1], region)
    if setup.agent:
        _check_agent(situation)
        steps.append(AddToAgent(choice.path))
    proof = request(
        situation,
        setup,
        user,
        credential=user,
        identity_file=str(choice.path),
        encrypted=choice.encrypted,
        alias=alias,
    )
    url = ssh_url(region, setup.repository or "", alias)
    return frame(situation, setup, steps, url=url, proof=proof, notes=notes)


def _check_agent(situation: Situation) -> None:
    if not situation.machine.agent:
        raise BadInput(
            "No ssh-agent answers here, so the key cannot be added to it.",
            "Start one (eval $(ssh-agent)), or leave --agent out.",
        )


def _choose(situation: Situation, setup: Setup, places: Places) -> Choice:
    keys = situation.machine.keys
    registered = _registered(situation)
    if setup.key is not None:
        key = next((one for one in keys if one.path == setup.key), None)
        if key is None:
            raise BadInput(f"There is no SSH key at {setup.key}.", "Name a private key file.")
        problem = key_problem(key)
        if problem:
            raise BadInput(f"{key.path} cannot be used: {problem}", "Use --key new.")
        known = _given_id(situation, setup, key) or registered.get(key.body, "")
        return Choice(key.path, make=False, encrypted=key.encrypted, id=known)
    if setup.new_key and setup.key_id:
        raise BadInput(
            "A key that is still to be made has no key id yet.",
            "Leave --key-id out, or name the private key that it belongs to with --key.",
        )
    if not (setup.new_key or setup.renew):
        for key in keys:
            if key.body in registered and not key_problem(key):
                return Choice(key.path, False, key.encrypted, registered[key.body])
        if setup.key_id:
            return _made_before(situation, setup)
        waiting = _ours(situation) if situation.identity.kind is Kind.NONE else []
        if waiting:
            key = waiting[-1]
            return Choice(key.path, False, key.encrypted, _set_up_id(situation, key))
    path = new_key_path(places.ssh_folder, _taken(situation, places.ssh_folder))
    return Choice(path, make=True, encrypted=setup.encrypted)


def _taken(situation: Situation, folder: Path) -> frozenset[Path]:
    """Files of keys that are here, and of those that could not be read or are gone."""
    machine = situation.machine
    named = (folder / PurePath(one.identity_file).name for one in machine.hand_written)
    blocks = (one.identity_file for one in machine.blocks)
    return frozenset((*(one.path for one in machine.keys), *blocks, *named))


def _made_before(situation: Situation, setup: Setup) -> Choice:
    """The key that an earlier run made for the console to take: the newest of our names."""
    ours = _ours(situation)
    if not ours:
        raise BadInput(
            "There is no key here yet that the key id could belong to.",
            "Name the private key with --key.",
        )
    key = ours[-1]
    return Choice(key.path, False, key.encrypted, _given_id(situation, setup, key))


def _ours(situation: Situation) -> list[LocalKey]:
    """The keys of our names that git can use, the newest last."""
    return [
        one
        for one in situation.machine.keys
        if one.path.name.startswith("codecommit_rsa") and not key_problem(one)
    ]


def _set_up_id(situation: Situation, key: LocalKey) -> str:
    """The key id that our host block gives the key already."""
    blocks = situation.machine.blocks
    return next((one.user for one in blocks if one.identity_file == key.path), "")


def _given_id(situation: Situation, setup: Setup, key: LocalKey) -> str:
    """The key id from the command line, held against what IAM has where that may be seen."""
    given, held = _checked_id(setup.key_id or ""), situation.holdings.ssh_keys
    signed_in = situation.identity.kind is not Kind.NONE
    if not given or setup.user or not signed_in or isinstance(held, Unknown):
        return given
    found = next((one for one in held if one.id == given), None)
    name = situation.identity.name
    if found is None:
        problem = f"The IAM user {name} has no SSH key {given}."
    elif found.body and found.body != key.body:
        problem = f"{given} is the id of another key than {key.path}."
    elif found.status != "Active":
        problem = f"The SSH key {given} is {found.status.lower()} at IAM."
    else:
        return given
    raise BadInput(problem, "Leave --key-id out: the key is then found, or registered, by itself.")


def _registered(situation: Situation) -> dict[str, str]:
    held = situation.holdings.ssh_keys
    if isinstance(held, Unknown):
        return {}
    return {one.body: one.id for one in held if one.body and one.status == "Active"}


def _checked_id(key_id: str) -> str:
    fits = key_id.startswith("APKA") and key_id.isascii() and key_id.isalnum()
    if key_id and not (fits and 16 <= len(key_id) <= 128):
        raise BadInput(
            f"{key_id!r} is not an SSH key id: those begin with APKA and have 20 characters.",
            "Copy it from the column “SSH key ID” in the IAM console.",
        )
    return key_id


def _host_key(
    situation: Situation, setup: Setup, region: Region, places: Places
) -> tuple[AddHostKey, ...]:
    published = situation.published_host_keys.get(region.host)
    wanted = published or setup.host_key
    if not wanted:
        raise BadInput(
            f"AWS publishes no host key fingerprint for {region.name} that this tool knows.",
            "Compare the key with your administrator and give it: --host-key SHA256:…",
        )
    wanted = _fingerprint(wanted)
    known = situation.machine.host_keys.get(region.host, ())
    if any(one.sha256 == wanted for one in known):
        return ()
    if known:
        raise _stale(
            places, known[0], region.host, wanted, "AWS publishes" if published else "you gave"
        )
    return (AddHostKey(places.known_hosts, region.host, wanted, given=not published),)


def _stale(places: Places, known: KnownKey, host: str, wanted: str, whose: str) -> WrongHostKey:
    file = places.known_hosts
    return WrongHostKey(
        f"{file}, line {known.line}: another key for {host} (SHA256:{known.sha256}) than the one "
        f"that {whose} (SHA256:{wanted}). An old line can be left from a test or another server; "
        "it can also mean that something once stood between you and AWS.",
        "If you trust this machine's network, take the old line out: "
        f"ssh-keygen -R {host} -f {shlex.quote(str(file))}",
    )


def _fingerprint(text: str) -> str:
    sha256 = text.removeprefix("SHA256:").rstrip("=")
    if not re.fullmatch(r"[A-Za-z0-9+/]{43}", sha256):
        raise BadInput(
            f"{text!r} is not the fingerprint of a host key.",
            "Give it as ssh-keygen prints it: SHA256: and 43 letters, digits, + and /.",
        )
    return sha256


def _make(setup: Setup, choice: Choice) -> list[Step]:
    if not choice.make:
        return []
    if not 2048 <= setup.bits <= 16384:
        raise BadInput(
            f"IAM takes RSA keys of 2048 to 16384 bits, not {setup.bits}.", "Use --bits 4096."
        )
    return [CreateKeyPair(choice.path, setup.bits, choice.encrypted, "codecommit")]


def _block(
    situation: Situation, setup: Setup, region: Region, choice: Choice, user: Text, places: Places
) -> list[Step]:
    account = situation.identity.account or "default"
    hosts, aliases = ssh_names(situation, region)
    known = situation.machine.blocks
    adopted = () if aliases else adopted_texts(situation, setup, hosts[0])
    wanted = HostBlock(account, hosts, str(user), choice.path, aliases)
    if isinstance(user, str) and wanted in known and not adopted:
        return []
    seen = situation.machine.ssh_config
    text = seen.decode("utf-8", "surrogateescape") if isinstance(seen, bytes) else ""
    file = places.ssh_config
    return [
        WriteHostBlock(file, account, hosts, user, choice.path, adopted, text, aliases),
    ]


def _paste(situation: Situation, setup: Setup, choice: Choice) -> str:
    return CONSOLE.format(
        user=setup.user or situation.identity.name or "your user",
        public=f"{choice.path}.pub",
        path=choice.path,
    )
