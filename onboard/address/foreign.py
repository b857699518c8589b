"""What a text is that is no address of CodeCommit, said without quoting what may be secret."""

import re

from onboard.address.hosts import looks_alike
from onboard.errors import BadInput

FORGES = {
    "github": "GitHub",
    "gitlab": "GitLab",
    "bitbucket": "Bitbucket",
    "dev.azure.com": "Azure DevOps",
    "visualstudio.com": "Azure DevOps",
    "codeberg.org": "Codeberg",
    "sr.ht": "SourceHut",
    "codecatalyst.aws": "Amazon CodeCatalyst",
}
_HOST = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*://(?:.*@)?(?P<url>[A-Za-z0-9.-]+)|(?:[^@/\s]+@)(?P<scp>[A-Za-z0-9.-]+):"
)
FORMS = (
    "Paste the repository's address, its link in the AWS console, its ARN, or its name together "
    "with --region REGION."
)


def refusal(words: tuple[str, ...]) -> BadInput:
    """Why none of the words is an address of CodeCommit, and what to paste instead."""
    if not words:
        return BadInput("There was nothing to read.", FORMS)
    for word in words:
        found = _HOST.match(word)
        host = (found["url"] or found["scp"] or "").lower()[:100] if found else ""
        if host:
            return _of_host(host)
    if any(re.match(r"-{5}BEGIN|PRIVATE", word) for word in words):
        return BadInput("That is a key, not an address; it belongs nowhere but in its file.", FORMS)
    return BadInput("That is no address of a CodeCommit repository.", FORMS)


def _of_host(host: str) -> BadInput:
    forge = next((name for part, name in FORGES.items() if part in host), "")
    if forge:
        return BadInput(f"That is an address of {forge} ({host}), not of AWS CodeCommit.", FORMS)
    if looks_alike(host):
        return BadInput(
            f"{host} is made to look like a host of AWS and is none: whoever runs it would be "
            "sent your password.",
            "Do not use that address. CodeCommit's hosts are "
            "git-codecommit.REGION.amazonaws.com, in China …amazonaws.com.cn.",
        )
    if host == "docs.aws.amazon.com":
        return BadInput("That is a page of AWS's documentation, not a repository.", FORMS)
    return BadInput(f"{host} is no host of AWS CodeCommit.", FORMS)
