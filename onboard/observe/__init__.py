"""See what is there: everything in `Situation`, read side by side, and nothing written."""

from datetime import UTC, datetime
from functools import partial

from onboard.errors import OnboardError
from onboard.observe import hosts
from onboard.observe.holdings import holdings
from onboard.observe.machine import begin_machine, machine
from onboard.observe.past import past, proofs
from onboard.observe.permissions import Verdicts, permissions, with_attempts
from onboard.observe.reading import Reading, Reads
from onboard.observe.region import region_in_force
from onboard.observe.region import said as region_said
from onboard.observe.setups import setups
from onboard.observe.sign_in import SignedIn, said, sign_in
from onboard.places import Places
from onboard.regions import find_region
from onboard.situation import (
    Identity,
    Kind,
    ProfileFact,
    RegionFact,
    Situation,
    Unknown,
)
from onboard.work import Report, silent

PROFILES_SECONDS, REGION_SECONDS, LIST_SECONDS = 15.0, 15.0, 25.0
SIGN_IN_SECONDS, PERMISSIONS_SECONDS = 45.0, 30.0
NOT_SIGNED_IN = Unknown("You are not signed in to AWS.", "not-signed-in")
NO_REGION = Unknown("No Region is chosen yet.", "no-region")

__all__ = ["observe"]


def observe(
    places: Places,
    profile: str | None,
    region: str | None,
    report: Report = silent,
    repository: str | None = None,
    keyring: bool | None = None,
) -> Situation:
    """Everything there is to know before choosing; each fact is told as it arrives.

    A read that fails is a fact; only a profile or Region that was asked for and cannot be raises
    BadInput. `keyring` says whether to try the OS keyring: by default outside the sandbox.
    """
    if region:
        find_region(region)
    reads = Reads(report)
    try:
        return _observe(reads, places, profile, region, repository, _try(places, keyring))
    finally:
        reads.close()


def _try(places: Places, keyring: bool | None) -> bool:
    return places.sandbox is None if keyring is None else keyring


def _observe(
    reads: Reads,
    places: Places,
    asked: str | None,
    region: str | None,
    repository: str | None,
    keyring: bool,
) -> Situation:
    known = reads.begin("Your AWS profiles", lambda: _profiles(places), PROFILES_SECONDS)
    signing = reads.begin(
        "Who you are to AWS",
        lambda: sign_in(places, asked, region, known.value(())),
        SIGN_IN_SECONDS,
        said,
        lambda found: found.connection is not None,
    )
    under_way = begin_machine(reads, places, keyring)
    profiles, caller = known.value(()), _caller(signing)
    where = reads.begin(
        "The Region",
        lambda: region_in_force(places, region, caller.profile, profiles, caller.identity),
        REGION_SECONDS,
        region_said,
        lambda found: bool(found.name) or not found.source,
    ).result()
    listed = _list_repositories(reads, caller, where)
    allowed = reads.begin(
        "Your permissions",
        lambda: permissions(caller, where.name, repository or _first(listed)),
        PERMISSIONS_SECONDS,
    )
    held, repositories = holdings(reads, caller), listed.fact()
    here = machine(under_way, reads, places, (asked, region), where)
    verdicts: Verdicts = with_attempts(allowed.value({}), held, repositories)
    before = past(places)
    return Situation(
        now=datetime.now(UTC),
        identity=caller.identity,
        profile=caller.profile,
        profiles=profiles,
        region=where,
        machine=here,
        holdings=held,
        repositories=repositories,
        permissions=verdicts,
        setups=setups(here, caller.identity, caller.profile, proofs(places), before.accounts),
        past=before,
        resumable=_resumable(places),
        sandbox=places.sandbox.scenario if places.sandbox else None,
        platform=places.platform,
        published_host_keys=hosts.published(places, caller.identity.partition),
    )


def _profiles(places: Places) -> tuple[ProfileFact, ...]:
    from onboard.aws.profiles import read_profiles

    return read_profiles(places)


def _caller(signing: Reading[SignedIn]) -> SignedIn:
    """Who signed in; a sign-in that is late is one that failed."""
    try:
        return signing.result()
    except TimeoutError:
        problem = "AWS did not say in time who you are."
        nobody = Identity(
            Kind.NONE,
            problem=problem,
            hint="Check the network.",
            problem_code="unreachable",
            cause="proxy-or-dns",
        )
        return SignedIn(nobody, None)


def _list_repositories(
    reads: Reads, caller: SignedIn, where: RegionFact
) -> Reading[tuple[str, ...] | Unknown]:
    def read() -> tuple[str, ...] | Unknown:
        from onboard.aws.codecommit import list_repositories

        if caller.connection is None:
            return NOT_SIGNED_IN
        if where.name is None:
            return NO_REGION
        return list_repositories(caller.connection, where.name)

    asked = caller.connection is not None and where.name is not None
    told = partial(_counted, where.name) if asked else None
    return reads.begin("The repositories", read, LIST_SECONDS, told)


def _counted(region: str | None, found: tuple[str, ...] | Unknown) -> str:
    if isinstance(found, Unknown):
        return found.reason
    number = f"{len(found)} repositories" if len(found) != 1 else "1 repository"
    return f"{number if found else 'No repository yet'} in {region}"


def _first(listed: Reading[tuple[str, ...] | Unknown]) -> str | None:
    """IAM is asked about one repository that is there: all of them at once is another question."""
    found = listed.value(())
    return found[0] if found and not isinstance(found, Unknown) else None


def _resumable(places: Places) -> str | None:
    from onboard.journal import unfinished

    try:
        return unfinished(places)
    except OnboardError:
        return None
