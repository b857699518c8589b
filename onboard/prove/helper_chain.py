"""The helper chain read back once everything is written: whether git will call ours alone."""

from pathlib import Path

from onboard.errors import OnboardError
from onboard.git.config import global_file
from onboard.git.entries import entries
from onboard.git.troubles import Ours, troubles
from onboard.places import Places
from onboard.regions import find_region, host_patterns, https_url, with_user
from onboard.situation import Method
from onboard.steps.git_config import WriteGitConfig
from onboard.work import ProofRequest, Run


def in_the_way(
    request: ProofRequest, run: Run | None, places: Places, cwd: Path | None = None
) -> tuple[str, ...]:
    """What else git will ask, tell or obey for the address, each with file, line and cure."""
    if request.method is Method.SSH:
        return ()
    region = find_region(request.region)
    user = run.value(request.url_user) if run else str(request.url_user)
    address = with_user(https_url(region, request.repository or "any"), user)
    urls = tuple(with_user(url, user) for url in _urls(request, run))
    ours = Ours(str(global_file(places)), urls, address)
    try:
        found = troubles(ours, entries(places, "helper", cwd), entries(places, "useHttpPath", cwd))
    except OnboardError:  # the proof itself tells that git cannot read its configuration
        return ()
    return tuple(places.as_typed(one.said()) for one in found)


def _urls(request: ProofRequest, run: Run | None) -> tuple[str, ...]:
    """The sections that the run wrote; where it had none to write, those there can be."""
    for step in run.plan.steps if run else ():
        if isinstance(step, WriteGitConfig):
            return tuple(url for url, _ in step.wanted)
    region = find_region(request.region)
    hosts = (*host_patterns(region.partition), region.host)
    return tuple(f"https://{host}" for host in hosts)
