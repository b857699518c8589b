"""What ssh's files say about CodeCommit's hosts."""

from collections.abc import Mapping

from onboard.errors import OnboardError
from onboard.files import read
from onboard.places import Places
from onboard.regions import all_regions, published_fingerprints
from onboard.situation import HostBlock, KnownKey, RegionFact, Unknown
from onboard.ssh.config import blocks
from onboard.ssh.known_hosts import known
from onboard.ssh.reading import ConfigFile, config_files


def ssh_config(places: Places) -> bytes | None:
    """The person's ssh config; raises FileRefused."""
    return read(places.ssh_config)


def own_blocks(content: bytes | Unknown | None) -> tuple[HostBlock, ...]:
    """Our host blocks in it."""
    return blocks(content) if isinstance(content, bytes) else ()


def ssh_files(places: Places) -> tuple[ConfigFile, ...]:
    """Every file that ssh reads as its configuration."""
    try:
        return config_files(places, ssh_config(places))
    except OnboardError:  # the read of the person's own file says so
        return ()


def known_keys(places: Places, region: RegionFact) -> Mapping[str, tuple[KnownKey, ...]]:
    """What known_hosts has for each Git host. All hosts where the Region is still open."""
    content = read(places.known_hosts)
    if content is None:
        return {}
    regions = all_regions()
    names = (region.name,) if region.name in regions else tuple(regions)
    hosts = (regions[name].host for name in names if name)
    found = {host: _known(places, content, host) for host in hosts if _may_have(content, host)}
    return {host: keys for host, keys in found.items() if keys}


def published(places: Places, partition: str) -> Mapping[str, str]:
    """Git host → the fingerprint to expect: AWS's table, or the sandbox's own."""
    if places.sandbox:
        return places.sandbox.host_keys
    hosts = {one.host for one in all_regions().values() if one.partition == partition}
    table = published_fingerprints()
    return {host: sha256 for host, sha256 in table.items() if host in hosts}


def _may_have(content: bytes, host: str) -> bool:
    """Saves starting ssh-keygen; hashed names and patterns cannot be told by looking."""
    return any(sign in content for sign in (host.encode(), b"|1|", b"*", b"?"))


def _known(places: Places, content: bytes, host: str) -> tuple[KnownKey, ...]:
    try:
        return known(places, content, host)
    except OnboardError:
        return ()
