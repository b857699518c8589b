"""Which hosts get an answer: CodeCommit's Git endpoints, exactly, and nothing that looks alike."""

SERVICES = ("git-codecommit", "git-codecommit-fips")
SUFFIXES = (
    ".vpce.amazonaws.com",
    ".vpce.amazonaws.com.cn",
    ".amazonaws.com",
    ".amazonaws.com.cn",
)
LABEL = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


def codecommit_host(host: str) -> "tuple[str, str] | None":
    """(host without port, Region) for a Git endpoint of CodeCommit, None for any other text.

    `[vpce-ID.]git-codecommit[-fips].REGION[.vpce].amazonaws.com[.cn][:443]`, lower case as AWS
    writes it: https://docs.aws.amazon.com/codecommit/latest/userguide/regions.html
    """
    name = host.removesuffix(":443")
    for suffix in SUFFIXES:
        if name.endswith(suffix):
            region = _region(name.removesuffix(suffix).split("."))
            if region and region.startswith("cn-") == suffix.endswith(".cn"):
                return name, region
    return None


def _region(labels: "list[str]") -> "str | None":
    if len(labels) == 3 and labels[0].startswith("vpce-") and _is_label(labels[0]):
        labels = labels[1:]
    if len(labels) != 2 or labels[0] not in SERVICES:
        return None
    return labels[1] if _is_region(labels[1]) else None


def _is_region(text: str) -> bool:
    parts = text.split("-")
    words, number = parts[:-1], parts[-1]
    return (
        _is_label(text)
        and len(words) >= 2
        and all(word.isalpha() for word in words)
        and 1 <= len(number) <= 2
        and number.isdigit()
    )


def _is_label(text: str) -> bool:
    return len(text) <= 63 and LABEL.issuperset(text) and not text.endswith("-")
