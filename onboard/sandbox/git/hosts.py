"""The names under which the sandbox's Git servers are reached: exactly CodeCommit's own."""

from collections.abc import Mapping
from functools import cache

from onboard.regions import all_regions


@cache
def https_hosts() -> Mapping[str, str]:
    """Every Git host over HTTPS, FIPS and China included, with its Region."""
    regions = all_regions().values()
    fips = {f"git-codecommit-fips.{r.name}.{r.suffix}": r.name for r in regions if r.fips}
    return {**ssh_hosts(), **fips}


@cache
def ssh_hosts() -> Mapping[str, str]:
    """Every Git host over SSH, with its Region; FIPS endpoints speak HTTPS only."""
    return {region.host: region.name for region in all_regions().values()}
