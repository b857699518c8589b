"""Host names: CodeCommit's Git hosts, also those that are nearly written so."""

import re
from dataclasses import dataclass

from onboard.errors import BadInput
from onboard.regions import Region, all_regions, dns_suffix, find_region, nearest

SUFFIXES = {
    "amazonaws.com": "",
    "amazonaws.com.cn": "",
    "amazonaws.eu": "aws-eusc",
    "c2s.ic.gov": "aws-iso",
    "sc2s.sgov.gov": "aws-iso-b",
    "cloud.adc-e.uk": "aws-iso-e",
    "csp.hci.ic.gov": "aws-iso-f",
}
"""What AWS's host names end with, and the partition where that has no CodeCommit.

Source: botocore's endpoints.json.
"""
_EXACT = re.compile(
    r"(?:(?P<endpoint>vpce-[a-z0-9-]+)\.)?git-codecommit(?P<fips>-fips)?\.(?P<region>[a-z0-9-]+)"
    r"\.(?P<vpce>vpce\.)?(?P<suffix>amazonaws\.com(?:\.cn)?)"
)
_LABEL = re.compile(r"[a-z]{2,4}(?:-[a-z]+)+-?\d+")


@dataclass(frozen=True)
class Host:
    """A Git host of CodeCommit; `region` is empty where the name says none."""

    region: str
    fips: bool = False
    endpoint: str = ""
    notes: tuple[str, ...] = ()


def is_ours(name: str) -> bool:
    """Whether the name is meant to be a Git host of CodeCommit."""
    host = name.lower().rstrip(".")
    return "codecommit" in host and _suffix(host) is not None


def looks_alike(name: str) -> bool:
    """Whether it is made to look like one and is somebody else's."""
    host = name.lower().rstrip(".")
    return "codecommit" in host and "amazonaws" in host and _suffix(host) is None


def read_host(name: str) -> Host:
    """The host, put right; raises BadInput where its Region or its partition is none."""
    host = name.lower().rstrip(".")
    partition = SUFFIXES[_suffix(host) or "amazonaws.com"]
    if partition:
        raise BadInput(
            f"{host} would be in the partition {partition}, where AWS lists no CodeCommit.",
            "Ask where the repository is now; your administrator may know its new address.",
        )
    found = _EXACT.fullmatch(host)
    if found is None or bool(found["endpoint"]) is not bool(found["vpce"]):
        return _nearly(host)
    region = region_said(found["region"])
    notes = _suffix_notes(host, region.name)
    fips = bool(found["fips"])
    if fips and not region.fips:
        fips = False
        notes.append(f"There is no FIPS endpoint for git in {region.name}; this is the plain one.")
    return Host(region.name, fips, found["endpoint"] or "", tuple(notes))


def region_said(name: str) -> Region:
    """The Region that an address names; raises BadInput with the one that may be meant."""
    region = all_regions().get(name)
    if region is None:
        raise BadInput(
            f"The address names the Region {name[:60]!r}, and CodeCommit has none called so.",
            f"Perhaps {nearest(name)} is meant? Copy the address again, or write it so.",
        )
    return region


def host_name(region: str, fips: bool = False, endpoint: str = "") -> str:
    """The name of the Region's Git host."""
    service = "git-codecommit-fips" if fips else "git-codecommit"
    suffix = dns_suffix(find_region(region).partition)
    if endpoint:
        return f"{endpoint}.{service}.{region}.vpce.{suffix}"
    return f"{service}.{region}.{suffix}"


def _suffix(host: str) -> str | None:
    """AWS's ending of the name."""
    return next((one for one in SUFFIXES if host.endswith(f".{one}")), None)


def _suffix_notes(host: str, region: str) -> list[str]:
    suffix = dns_suffix(find_region(region).partition)
    if host.endswith(f".{suffix}") and (suffix.endswith(".cn") or not host.endswith(".cn")):
        return []
    return [f"Hosts in {region} end with {suffix}."]


def _nearly(host: str) -> Host:
    """A name with the right words in the wrong order or number, as the API's."""
    words = re.split(r"[.]", host)
    named = next((one for one in words if one in all_regions()), "")
    inside = next((one for one in sorted(all_regions(), key=len, reverse=True) if one in host), "")
    region = named or inside
    if not region:
        said = next((one for one in words if _LABEL.fullmatch(one)), "")
        if said:
            region_said(said)
        return Host("", notes=(f"The host {host} names no Region.",))
    return Host(
        region, "fips" in host, notes=(f"The host was {host}; git's is {host_name(region)}.",)
    )
