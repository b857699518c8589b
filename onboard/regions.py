"""Regions, partitions and addresses of CodeCommit: pure look-ups in the data that we ship.

Sources: botocore's endpoint list; the user guide's page "Regions and Git connection endpoints".
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import quote

from onboard.errors import BadInput

GIT_HOST = re.compile(
    r"(?:vpce-[\w-]+\.)?git-codecommit(?P<fips>-fips)?\.(?P<region>[a-z0-9-]+)"
    r"\.(?:vpce\.)?(?P<suffix>amazonaws\.com(?:\.cn)?)"
)


@dataclass(frozen=True)
class Region:
    """One Region where CodeCommit is."""

    name: str
    title: str
    partition: str
    fips: bool

    @property
    def suffix(self) -> str:
        return dns_suffix(self.partition)

    @property
    def host(self) -> str:
        return f"git-codecommit.{self.name}.{self.suffix}"


@cache
def all_regions() -> Mapping[str, Region]:
    """Every Region with CodeCommit, by name."""
    rows = json.loads(files("onboard").joinpath("data/regions.json").read_text("utf-8"))
    return {name: Region(name, **row) for name, row in rows.items()}


def find_region(name: str, partition: str | None = None) -> Region:
    """The Region of that name; raises BadInput when there is none or it is in another partition."""
    region = all_regions().get(name)
    if region is None:
        near = nearest(name, partition)
        raise BadInput(
            f"CodeCommit has no Region called {name!r}.",
            f"Use one of its Regions, for example --region {near}.",
        )
    if partition and region.partition != partition:
        raise BadInput(
            f"The Region {name} belongs to the partition {region.partition}, "
            f"but your credentials belong to {partition}; neither works with the other.",
            f"Use a Region of your partition, for example --region {nearest(name, partition)}.",
        )
    return region


def in_partition(partition: str) -> tuple[Region, ...]:
    """The partition's Regions in alphabetical order."""
    return tuple(r for _, r in sorted(all_regions().items()) if r.partition == partition)


def dns_suffix(partition: str) -> str:
    """What the partition's host names end with."""
    return "amazonaws.com.cn" if partition == "aws-cn" else "amazonaws.com"


def host_patterns(partition: str) -> tuple[str, ...]:
    """The partition's Git hosts as git and ssh write patterns; FIPS where the partition has it."""
    suffix = dns_suffix(partition)
    plain = f"git-codecommit.*.{suffix}"
    return (plain,) if partition == "aws-cn" else (plain, f"git-codecommit-fips.*.{suffix}")


def ssh_host_pattern(partition: str) -> str:
    """The partition's SSH hosts; there is no FIPS endpoint for SSH."""
    return host_patterns(partition)[0]


def https_url(region: Region, repository: str) -> str:
    """The clone URL over HTTPS."""
    return f"https://{region.host}/v1/repos/{repository}"


def with_user(url: str, user: str) -> str:
    """The address with a user name in it, percent-encoded; as it is without one."""
    return url.replace("://", f"://{quote(user, safe='')}@", 1) if user and url else url


def ssh_url(region: Region, repository: str, alias: str = "") -> str:
    """The clone URL over SSH."""
    return f"ssh://{alias or region.host}/v1/repos/{repository}"


def grc_url(region: Region, repository: str, profile: str | None) -> str:
    """The clone URL of git-remote-codecommit, its Region and profile named."""
    who = f"{profile}@" if profile else ""
    return f"codecommit::{region.name}://{who}{repository}"


@cache
def published_fingerprints() -> Mapping[str, str]:
    """Git host → SHA256 of its host key as AWS publishes it; Regions without one are absent.

    Source: CodeCommit user guide, "Server fingerprints for CodeCommit".
    """
    table = json.loads(files("onboard").joinpath("data/fingerprints.json").read_text("utf-8"))
    return {all_regions()[name].host: sha256 for name, sha256 in table.items()}


def nearest(name: str, partition: str | None = None) -> str:
    """The Region that is spelled most alike."""
    from difflib import get_close_matches

    names = [r.name for r in all_regions().values() if partition in (None, r.partition)]
    return (get_close_matches(name, names, n=1) or [names[0] if partition else "eu-west-1"])[0]
