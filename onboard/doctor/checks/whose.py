"""Whose an address's helpers are: ours, AWS's, or one known to get in the way. Pure."""

import re

from onboard.git.helper_line import read_line
from onboard.git.urlmatch import matches
from onboard.situation import HelperEntry, Method
from onboard.situation.case import Case, Helper

KEYCHAINS = ("osxkeychain",)
MANAGERS = ("manager", "manager-core", "wincred")
METHODS = {"https": Method.HTTPS, "helper": Method.HELPER, "aws": Method.HELPER}


def mine(case: Case) -> tuple[HelperEntry, ...]:
    """The lines that are ours or AWS's and speak for the address, asked or not."""
    return tuple(
        one
        for one in case.git.entries
        if one.value and read_line(one.value).kind in METHODS and matches(one.url, case.target.url)
    )


def asked(case: Case) -> list[Helper]:
    """Those of the chain that are ours or AWS's."""
    found = [one for one in case.git.helpers if read_line(one.entry.value).kind in METHODS]
    quoted = [one for one in case.git.helpers if "credential-helper" in one.entry.value]
    return list(dict.fromkeys((*found, *quoted)))


def method_of(entry: HelperEntry) -> Method:
    """The method that a line which is ours or AWS's is for."""
    return METHODS.get(read_line(entry.value).kind, Method.HELPER)


def conflict(entry: HelperEntry) -> str:
    """Whose helper it is, of those that are known to get in the way."""
    whole = re.search(r"git-credential-([a-z-]+)", entry.value)
    name = whole[1] if whole else next(iter(entry.value.split()), "")
    if name in KEYCHAINS:
        return "keychain-conflict"
    return "gcm-conflict" if name in MANAGERS else ""
