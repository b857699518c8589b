"""What git's other credential helpers remember of what we set up."""

from onboard import vault
from onboard.errors import OnboardError
from onboard.git import remembered
from onboard.places import Places
from onboard.regions import all_regions
from onboard.remove import Piece, Removal, Runs
from onboard.situation import Method
from onboard.steps.password import StorePassword
from onboard.work import Shown


def other_helpers(places: Places, method: Method | None, runs: Runs, region: str | None) -> Removal:
    """Host by host, git being asked only where there are such helpers; one that fails is named."""
    try:
        return Removal(tuple(_pieces(places, method, runs, region)))
    except OnboardError as error:
        words = f"git's other credential helpers could not be asked: {error.message} {error.hint}"
        return Removal(left=(words,))


def _pieces(places: Places, method: Method | None, runs: Runs, region: str | None) -> list[Piece]:
    using = remembered.others(places)
    if not using:
        return []
    names = _names(places, runs) if method in (None, Method.HTTPS) else ()
    signed = method is not Method.HTTPS
    found = []
    for host in _hosts(runs, region):
        kept = remembered.remembered(places, using, host, names, signed)
        if kept:
            found.append(_piece(places, using, host, names, signed, kept))
    return found


def _piece(
    places: Places,
    using: tuple[str, ...],
    host: str,
    names: tuple[str, ...],
    signed: bool,
    kept: tuple[str, ...],
) -> Piece:
    def act() -> str:
        remembered.forget(places, using, host, names, signed)
        return ""

    before = "".join(f"{one} = ••••••••\n" for one in kept)
    words = "git's other credential helpers forget it (git credential reject)."
    return Piece("forget-remembered", Shown(words, "Here", f"https://{host}", before, "", ""), act)


def _names(places: Places, runs: Runs) -> tuple[str, ...]:
    """The Git user names whose removal this is."""
    found = [one.username for one in vault.entries(places)]
    for record in runs.going:
        rows = zip(record.run.plan.steps, record.intents, strict=False)
        found += [str(f["user_name"]) for s, f in rows if isinstance(s, StorePassword)]
    return tuple(dict.fromkeys(found))


def _hosts(runs: Runs, region: str | None) -> list[str]:
    """The Git hosts of the runs' Regions; with no run and no Region, all there are."""
    table = all_regions()
    named = {one.run.plan.region for one in (*runs.going, *runs.staying)} | {region or ""}
    return [table[name].host for name in sorted(named & set(table)) or table]
