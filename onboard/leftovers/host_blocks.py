"""Our host blocks in the ssh config that no run tells of."""

from onboard import files
from onboard.places import Places
from onboard.remove import Piece, Runs
from onboard.situation import HostBlock
from onboard.ssh import config as ssh_config
from onboard.steps.host_block import WriteHostBlock
from onboard.work import Shown


def blocks(places: Places, runs: Runs) -> list[HostBlock]:
    """The blocks."""
    known = {one.account for one, _ in runs.explained() if isinstance(one, WriteHostBlock)}
    there = ssh_config.blocks(files.read(places.ssh_config) or b"")
    return [one for one in there if one.account not in known]


def piece(places: Places, block: HostBlock) -> Piece:
    """Taking one out."""
    content = files.read(places.ssh_config) or b""
    text = f"Host {' '.join(block.hosts)}\n  User {block.user}\n"
    text += f"  IdentityFile {block.identity_file}\n"

    def act() -> str:
        now = files.read(places.ssh_config) or content
        without = ssh_config.without_block(now, block.account)
        files.replace(places.ssh_config, without, places.backups)
        return ""

    words = "The host block of onboard is taken out."
    shown = Shown(words, "Here", str(places.ssh_config), text, "", "")
    return Piece(WriteHostBlock.kind, shown, act)


def beyond(places: Places, block: HostBlock) -> list[str]:
    """What belongs to it and has to be left, each with the next step."""
    return [
        f"The SSH key {block.user} at IAM was left: no run here tells that onboard registered it. "
        "If nothing else uses it, delete it: aws iam delete-ssh-public-key "
        f"--ssh-public-key-id {block.user}",
        f"{block.identity_file} and what {places.known_hosts} has of CodeCommit's hosts were "
        "left: no run here tells whether onboard wrote them. Delete them if you need them no more.",
    ]
