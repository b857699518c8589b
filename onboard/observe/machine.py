"""Everything that this machine has, each probe read side by side with the others."""

from dataclasses import dataclass
from pathlib import Path

from onboard.git import config
from onboard.git.entries import entries
from onboard.observe import hosts, tools
from onboard.observe.environment import shadows
from onboard.observe.reading import Reading, Reads
from onboard.places import Places
from onboard.situation import HelperEntry, KeyringFact, LocalKey, Machine, RegionFact, Tool
from onboard.situation import VaultEntry as Entry
from onboard.ssh.agent import agent_answers
from onboard.ssh.hand_written import hand_written
from onboard.ssh.keys import find_keys
from onboard.ssh.reading import ConfigFile, commands

PROGRAM_SECONDS, FILE_SECONDS, KEYRING_SECONDS = 20.0, 15.0, 10.0
NOT_IN_SANDBOX = KeyringFact(False, "", "not used in the sandbox")


@dataclass(frozen=True)
class MachineReads:
    """The reads of this machine that are under way."""

    git: Reading[Tool | None]
    ssh: Reading[Tool | None]
    aws: Reading[Tool | None]
    grc: Reading[Tool | None]
    keyring: Reading[KeyringFact]
    agent: Reading[bool]
    keys: Reading[tuple[LocalKey, ...]]
    helpers: Reading[tuple[HelperEntry, ...]]
    http_paths: Reading[tuple[HelperEntry, ...]]
    settings: Reading[dict[str, tuple[str, ...]]]
    ssh_config: Reading[bytes | None]
    ssh_files: Reading[tuple[ConfigFile, ...]]
    vault: Reading[tuple[Entry, ...]]


def begin_machine(reads: Reads, places: Places, keyring: bool) -> MachineReads:
    """Start all of them."""
    return MachineReads(
        git=reads.begin(
            "git",
            lambda: tools.git(places),
            PROGRAM_SECONDS,
            lambda one: tools.said("git", one),
            bool,
        ),
        ssh=reads.begin(
            "ssh",
            lambda: tools.ssh(places),
            PROGRAM_SECONDS,
            lambda one: tools.said("ssh", one),
            bool,
        ),
        aws=reads.begin("The AWS CLI", lambda: tools.aws(places), PROGRAM_SECONDS),
        grc=reads.begin(tools.GRC, lambda: tools.grc(places), PROGRAM_SECONDS),
        keyring=reads.begin(
            "The keyring",
            lambda: _keyring(keyring),
            KEYRING_SECONDS,
            _told if keyring else None,
            lambda one: one.usable,
        ),
        agent=reads.begin("The ssh-agent", lambda: agent_answers(places), PROGRAM_SECONDS),
        keys=reads.begin(
            "Your SSH keys", lambda: find_keys(places.ssh_folder), FILE_SECONDS, _counted
        ),
        helpers=reads.begin(
            "git's credential helpers", lambda: config.helpers(places), FILE_SECONDS
        ),
        http_paths=reads.begin(
            "git's useHttpPath", lambda: entries(places, "useHttpPath"), FILE_SECONDS
        ),
        settings=reads.begin(
            "git's configuration", lambda: dict(config.settings(places)), FILE_SECONDS
        ),
        ssh_config=reads.begin("Your ssh config", lambda: hosts.ssh_config(places), FILE_SECONDS),
        ssh_files=reads.begin(
            "What your ssh config includes", lambda: hosts.ssh_files(places), FILE_SECONDS
        ),
        vault=reads.begin("The stored passwords", lambda: _vault(places), FILE_SECONDS),
    )


def machine(
    under_way: MachineReads,
    reads: Reads,
    places: Places,
    asked: tuple[str | None, str | None],
    region: RegionFact,
) -> Machine:
    """What they found; `asked` is the profile and the Region of the command line."""
    known = reads.begin("known_hosts", lambda: hosts.known_keys(places, region), FILE_SECONDS)
    ssh_config, ssh_files = under_way.ssh_config.fact(), under_way.ssh_files.value(())
    keyring = under_way.keyring.fact()
    return Machine(
        git=under_way.git.value(None),
        ssh=under_way.ssh.value(None),
        aws=under_way.aws.value(None),
        grc=under_way.grc.value(None),
        keyring=keyring
        if isinstance(keyring, KeyringFact)
        else KeyringFact(False, "", keyring.reason),
        agent=under_way.agent.value(False),
        keys=under_way.keys.value(()),
        helpers=under_way.helpers.value(()),
        http_paths=under_way.http_paths.value(()),
        git_file=config.global_file(places),
        git_settings=under_way.settings.value({}),
        ssh_config=ssh_config,
        blocks=hosts.own_blocks(ssh_config),
        hand_written=hand_written(places, ssh_files),
        ssh_commands=commands(ssh_files),
        host_keys=known.value({}),
        vault=under_way.vault.value(()),
        shadows=shadows(places, *asked),
    )


def _keyring(wanted: bool) -> KeyringFact:
    if not wanted:
        return NOT_IN_SANDBOX
    from onboard.vault import probe_keyring

    return probe_keyring()


def _vault(places: Places) -> tuple[Entry, ...]:
    from onboard.vault import kept

    return kept(places)


def _told(found: KeyringFact) -> str:
    return f"{found.name} can keep a password" if found.usable else f"No keyring: {found.reason}"


def _counted(found: tuple[LocalKey, ...]) -> str:
    if not found:
        return "No SSH keys here yet"
    names = ", ".join(Path(one.path).name for one in found[:3])
    more = f" and {len(found) - 3} more" if len(found) > 3 else ""
    return f"SSH keys here: {names}{more}"
