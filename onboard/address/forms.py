"""The forms of an address besides console links: https, ssh, codecommit::, ARN, bare name."""

import re
from dataclasses import replace
from urllib.parse import unquote

from onboard.address import Address, Form, Found, Resolve
from onboard.address.hosts import Host, is_ours, read_host, region_said
from onboard.address.names import checked_name, name_in_path
from onboard.address.parts import ALIAS, SIGNED
from onboard.errors import BadInput
from onboard.regions import all_regions

KEY_ID = re.compile(r"APKA[A-Z0-9]{12,124}")
_ARN = re.compile(
    r"arn:(?P<partition>aws[a-z-]*):codecommit:(?P<region>[^:]*):(?P<account>[^:]*):(?P<name>.*)"
)
_GRC = re.compile(r"codecommit:(?::(?P<region>[^:/]+):)?//(?:(?P<profile>.*)@)?(?P<name>[^@]*)")
_GIT_USER = re.compile(r"(?:.+-at-)?(?P<account>[0-9]{12})")
_NO_SSH_FIPS = "There is no {} for git over SSH; the ssh address has the plain host."
EXPOSED = (
    "A password stood in that address. It is not shown here, but git shows it in its "
    "output, and it is kept in .git/config and the shell's history."
)
ROTATE = "Treat it as known to others: `onboard rotate --method https`, or reset it in IAM."
SIGNED_EXPOSED = (
    "A signed password stood in that address; it works for about 15 minutes only, and is not "
    "shown here. A session token beside it may live longer: sign in anew if others saw it."
)


def read_https(userinfo: str, host: str, rest: str, scheme: str, region: str) -> Found:
    """`https://[USER[:PASSWORD]@]HOST[:PORT]/v1/repos/NAME`, and what is nearly that."""
    where = _in_region(read_host(host), region)
    name, notes = name_in_path(rest)
    user, password = _user_of(userinfo)
    signed = bool(SIGNED.match(user))
    if scheme != "https":
        notes = (f"{scheme}:// is not offered; git goes over https://." if scheme else
                 "The address had no https:// in front.", *notes)  # fmt: skip
    found = _GIT_USER.fullmatch(user)
    address = Address(
        Form.HTTPS,
        name,
        where.region,
        found["account"] if found else "",
        "" if signed else user,
        fips=where.fips,
        endpoint=where.endpoint,
    )
    exposed = (SIGNED_EXPOSED,) if signed else (EXPOSED, ROTATE) if password else ()
    return Found(address, (*exposed, *where.notes, *notes), password or signed)


def read_ssh(
    userinfo: str, host: str, rest: str, scheme: str, region: str, resolve: Resolve
) -> Found:
    """`ssh://[KEY-ID@]HOST/v1/repos/NAME`, with an alias for the host, or written as for scp."""
    own = ALIAS.fullmatch(host)
    named = "" if is_ours(host) else resolve(host)
    if is_ours(host):
        where = _in_region(read_host(host), region)
    elif is_ours(named):
        where = read_host(named)
    elif own:
        where = Host(region_said(own["region"]).name)
    else:
        raise _unknown_alias(host)
    name, notes = name_in_path(rest)
    user, password = _user_of(userinfo)
    notes = (*_ssh_notes(where, user, scheme), *notes)
    address = Address(
        Form.SSH if scheme else Form.SCP,
        name,
        where.region,
        own["account"] if own else "",
        user if KEY_ID.fullmatch(user) else "",
        alias="" if is_ours(host) else host,
    )
    return Found(address, ((EXPOSED, ROTATE) if password else ()) + notes, password)


def read_grc(text: str, region: str) -> Found:
    """`codecommit::REGION://[PROFILE@]NAME`, or without the Region."""
    found = _GRC.fullmatch(text.rstrip("/"))
    if found is None:
        return _https_in_grc(text, region)
    profile, password = found["profile"] or "", False
    if ":" in profile:
        profile, password = "", True
    if "/" in found["name"] or is_ours(found["name"]):
        made = _https_in_grc(text, region)
        return replace(made, password=made.password or password)
    if not profile.isprintable() or "/" in profile:
        raise BadInput(
            "What stands before the @ of that codecommit:: address cannot be an AWS profile.",
            "It is codecommit::REGION://PROFILE@NAME.",
        )
    name, notes = checked_name(found["name"])
    if "@" in profile:
        notes = (*notes, "git-remote-codecommit cannot take a profile whose name has an @ in it.")
    where = found["region"] or ""
    if where:
        region_said(where)
    address = Address(Form.GRC, name, where or region, profile=profile)
    return Found(address, ((EXPOSED, ROTATE) if password else ()) + notes, password)


def read_arn(text: str) -> Found:
    """`arn:aws:codecommit:REGION:ACCOUNT:NAME`."""
    found = _ARN.fullmatch(text)
    if found is None:
        raise BadInput(
            "That is the ARN of something else than a CodeCommit repository.",
            "Such a one looks like arn:aws:codecommit:eu-west-1:111122223333:web.",
        )
    if not found["region"] or "*" in found["name"] or not found["name"]:
        raise BadInput(
            "That ARN stands for more than one repository.",
            "Name one: arn:aws:codecommit:REGION:ACCOUNT:NAME.",
        )
    region = region_said(found["region"])
    if region.partition != found["partition"]:
        raise BadInput(
            f"The Region {region.name} belongs to the partition {region.partition}, "
            f"not to {found['partition']}.",
            f"Write arn:{region.partition}:codecommit:{region.name}:… if the Region is right.",
        )
    if not re.fullmatch(r"\d{12}", found["account"]):
        raise BadInput(
            f"The account in that ARN, {found['account'][:40]!r}, is not 12 digits.",
            "Check the ARN: arn:aws:codecommit:REGION:ACCOUNT:NAME.",
        )
    name, notes = checked_name(found["name"])
    return Found(Address(Form.ARN, name, region.name, found["account"]), notes)


def read_name(text: str, region: str) -> Found:
    """A repository's bare name."""
    name, notes = checked_name(text)
    return Found(Address(Form.NAME, name, region), notes)


def _user_of(userinfo: str) -> tuple[str, bool]:
    """The user name, and whether a password stood behind it."""
    user, colon, password = userinfo.partition(":")
    return unquote(user), bool(colon and password)


def _in_region(host: Host, region: str) -> Host:
    return host if host.region else replace(host, region=region)


def _ssh_notes(where: Host, user: str, scheme: str) -> tuple[str, ...]:
    notes = list(where.notes)
    if where.fips:
        notes.append(_NO_SSH_FIPS.format("FIPS endpoint"))
    if where.endpoint:
        notes.append(_NO_SSH_FIPS.format("VPC endpoint that AWS documents"))
    if scheme not in ("ssh", ""):
        notes.append(f"{scheme}:// is not offered; git goes over ssh://.")
    if not scheme:
        notes.append("An ssh address is written ssh://HOST/v1/repos/NAME, with / and not with :.")
    if user and not KEY_ID.fullmatch(user):
        notes.append(
            f"{user!r} is no SSH user of CodeCommit: that is the key's id at IAM, which begins "
            "with APKA."
        )
    return tuple(notes)


def _unknown_alias(host: str) -> BadInput:
    return BadInput(
        f"{host[:100]!r} is no host of CodeCommit, and your ssh configuration does not say what "
        "it stands for.",
        "If it is another machine's name for CodeCommit, give the Region: --region REGION.",
    )


def _https_in_grc(text: str, region: str) -> Found:
    """Somebody put a whole https address behind `codecommit::`; that finds nothing."""
    rest = text.partition("//")[2]
    userinfo, _, place = rest.rpartition("@")
    host, slash, path = place.partition("/")
    if not is_ours(host):
        raise BadInput(
            "That codecommit:: address is not written as git-remote-codecommit reads it.",
            "It is codecommit::REGION://PROFILE@NAME, with the bare name of the repository.",
        )
    made = read_https(userinfo, host, slash + path, "https", region)
    said = re.match(r"codecommit::([^:/]+):", text)
    other = said[1] if said and said[1] in all_regions() else ""
    notes = [*made.notes, "codecommit:: takes the bare name of a repository, not a whole address."]
    if other and other != made.address.region:
        notes.append(f"It named two Regions; {made.address.region}, of the host, is taken.")
    return Found(made.address, tuple(notes), made.password)
