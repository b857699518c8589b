"""Links into the AWS console, and into the pages that sign one in on the way to it."""

import re
from urllib.parse import parse_qs, unquote

from onboard.address import Address, Form, Found
from onboard.address.hosts import region_said
from onboard.address.names import checked_name
from onboard.errors import BadInput

HOSTS = {
    "aws": "console.aws.amazon.com",
    "aws-cn": "console.amazonaws.cn",
    "aws-us-gov": "console.amazonaws-us-gov.com",
}
"""Partition → where its console is. In front: the Region, and with several sessions the account."""
_FIRST = {"aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1"}
_HOST = re.compile(
    r"(?:(?P<account>\d{12})-[a-z0-9]+\.)?(?:(?P<region>[a-z0-9-]+)\.)?"
    r"(?P<console>console\.aws\.amazon\.com|console\.amazonaws\.cn|console\.amazonaws-us-gov\.com)"
)
_SIGN_IN = re.compile(
    r"(?:.+\.)?(?:signin\.(?:aws\.amazon\.com|aws|amazonaws\S*)|awsapps\.(?:com|cn))"
)
_NEW = re.compile(r"/codesuite/codecommit/repositor(?:y|ies)/(?P<name>[^/?#&]+)")
_OLD = re.compile(r"/codecommit/home[^#]*#/?(?:repository|repositories)/(?P<name>[^/?#&]+)")
_NO_REPOSITORY = ("create", "new")


def is_console(host: str) -> bool:
    """Whether links to the host are read here."""
    name = host.lower()
    return bool(_HOST.fullmatch(name) or _SIGN_IN.fullmatch(name))


def read_link(host: str, rest: str, region: str) -> Found:
    """The repository that the link shows; `region` where it names none. Raises BadInput."""
    found = _HOST.fullmatch(host.lower())
    if found is None:
        return _signing_in(rest, region)
    page = _NEW.search(rest) or _OLD.search(rest)
    if page is None or page["name"].lower() in _NO_REPOSITORY:
        raise _no_repository(rest)
    name, notes = checked_name(page["name"])
    partition = next(key for key, one in HOSTS.items() if one == found["console"])
    where = found["region"] or _query(rest, "region") or _FIRST.get(partition, "") or region
    if where and region_said(where).partition != partition:
        raise BadInput(
            f"The link goes to the console of the partition {partition}, and {where} is none of "
            "its Regions.",
            "Open the repository in the console, and copy the address of that page.",
        )
    told = _query(rest, "region")
    if found["region"] and told and told != found["region"]:
        notes = (*notes, f"The link names two Regions; {where}, in its host, is the one it opens.")
    return Found(Address(Form.CONSOLE, name, where, found["account"] or ""), notes)


def _signing_in(rest: str, region: str) -> Found:
    """Such a page has the link that it will go on to among its parameters."""
    text = rest
    for _ in range(4):
        inner = re.search(r"https?://(?P<host>[^/?#&\s]+)(?P<rest>/[^\s]*)", text)
        if inner and _HOST.fullmatch(inner["host"].lower()):
            account = _query(rest, "account_id")
            made = read_link(inner["host"], inner["rest"], region)
            if not re.fullmatch(r"\d{12}", account) or made.address.account:
                return made
            address = Address(Form.CONSOLE, made.address.repository, made.address.region, account)
            return Found(address, made.notes)
        text = unquote(text)
    raise BadInput(
        "That page signs you in to AWS; it is no repository's.",
        "Sign in, open the repository, and copy the address of that page.",
    )


def _query(rest: str, name: str) -> str:
    """A parameter of the link, whether its query stands before or after the `#`."""
    for part in re.split(r"[?#]", rest)[1:]:
        values = parse_qs(part).get(name)
        if values:
            return str(values[0])
    return ""


def _no_repository(rest: str) -> BadInput:
    if "codecommit" in rest.lower():
        return BadInput(
            "That page of the console shows no repository.",
            "Open the repository in the console, and copy the address of that page.",
        )
    return BadInput(
        "That is a page of the AWS console, but not of CodeCommit.",
        "Open CodeCommit, then the repository, and copy the address of that page.",
    )
