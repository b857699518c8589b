"""Which of AWS's managed policies would do. Source: their pages in the managed policy reference."""

from fnmatch import fnmatchcase

from onboard.policy import Managed, Statement
from onboard.policy.actions import SELF_SERVICE, SSH_KEYS, service_of
from onboard.situation import Identity, Kind

_READ = (
    "codecommit:BatchGet*",
    "codecommit:BatchDescribe*",
    "codecommit:Describe*",
    "codecommit:EvaluatePullRequestApprovalRules",
    "codecommit:Get*",
    "codecommit:List*",
    "codecommit:GitPull",
)
_POWER = (
    *_READ,
    "codecommit:Create*",
    "codecommit:DeleteBranch",
    "codecommit:DeleteFile",
    "codecommit:Merge*",
    "codecommit:Put*",
    "codecommit:Post*",
    "codecommit:Test*",
    "codecommit:Update*",
    "codecommit:TagResource",
    "codecommit:UntagResource",
    "codecommit:*ApprovalRule*",
    "codecommit:GitPush",
)
REPOSITORIES = {
    "AWSCodeCommitReadOnly": _READ,
    "AWSCodeCommitPowerUser": _POWER,
    "AWSCodeCommitFullAccess": ("codecommit:*",),
}
"""The narrowest first."""
OWN = {
    "IAMSelfManageServiceSpecificCredentials": tuple(f"iam:{one}" for one in SELF_SERVICE),
    "IAMUserSSHKeys": tuple(f"iam:{one}" for one in SSH_KEYS),
}
"""These speak of `user/${aws:username}`: of the caller's own user, and only without a path."""
OTHERS = {
    "IAMReadOnlyAccess": ("iam:Get*", "iam:List*", "iam:Simulate*", "iam:Generate*"),
    "SignInLocalDevelopmentAccess": ("signin:*",),
}


def managed(statements: tuple[Statement, ...], who: Identity) -> tuple[Managed, ...]:
    """As few as will do for as many of the actions as they can."""
    actions = [action for one in statements for action in one.actions]
    own = {
        action
        for one in statements
        for action in one.actions
        if who.kind in (Kind.IAM_USER, Kind.IAM_USER_SESSION)
        and who.path == "/"
        and one.resource == who.arn
    }
    found: dict[str, tuple[str, ...]] = {}
    of_repositories = [one for one in actions if service_of(one) == "codecommit"]
    if of_repositories:
        name = next(k for k, v in REPOSITORIES.items() if _all(v, of_repositories))
        found[name] = tuple(of_repositories)
    rest = [one for one in actions if one not in of_repositories]
    for name, patterns in (*OWN.items(), *OTHERS.items()):
        may = [one for one in rest if name not in OWN or one in own]
        covered = tuple(one for one in may if _all(patterns, [one]))
        if covered:
            found[name] = covered
            rest = [one for one in rest if one not in covered]
    return tuple(
        Managed(name, f"arn:{who.partition}:iam::aws:policy/{name}", covers)
        for name, covers in found.items()
    )


def _all(patterns: tuple[str, ...], actions: list[str]) -> bool:
    return all(any(fnmatchcase(action, one) for one in patterns) for action in actions)
