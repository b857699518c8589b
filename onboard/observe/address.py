"""What a pasted address means on this machine, ssh's own aliases included."""

from dataclasses import replace

from onboard.address import Found
from onboard.address.read import read
from onboard.places import Places
from onboard.regions import find_region
from onboard.situation import Situation
from onboard.ssh.alias import host_of


def found(text: str, situation: Situation, places: Places) -> Found:
    """The repository that the text names; the Region in force is for one that names none.

    Raises BadInput, never with a password in it, where it names none.
    """
    region, asked = situation.region.name or "", situation.region.source == "flag"

    def resolve(alias: str) -> str:
        known = host_of(places, situation.machine, alias)
        return known or (find_region(region).host if asked else "")

    one = read(text, region, resolve)
    if asked and region != one.address.region:
        note = f"The address is in {one.address.region}, whatever --region says."
        return replace(one, notes=(*one.notes, note))
    return one
