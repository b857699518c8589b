"""CodeCommit's API: repositories and branches, per account and Region."""

import re
import shutil
import uuid
from pathlib import Path

from onboard.sandbox.aws.branches import branches, default_branch
from onboard.sandbox.aws.call import Call, Result
from onboard.sandbox.aws.errors import AwsError
from onboard.sandbox.aws.ids import repository_arn, suffix
from onboard.sandbox.aws.state import Repository, State

_NAME = re.compile(r"[\w.-]{1,100}", re.ASCII)
_MOST_NAMES = 100
_BAD_NAME = (
    "The repository name is not valid. Repository names can be any valid combination of letters, "
    "numbers, periods, underscores, and dashes between 1 and 100 characters in length. "
    "Names are case sensitive. Repository names cannot end in .git"
)


def list_repositories(call: Call) -> Result:
    """Names and ids only, as at AWS; `*` is the only resource of this action."""
    call.allow("codecommit:ListRepositories", "*")
    found = [one for one in call.state.repositories if _here(call, one)]
    by_date = call.given.get("sortBy") == "lastModifiedDate"
    found.sort(key=lambda one: (one.created if by_date else 0.0, one.name))
    if call.given.get("order") == "descending":
        found.reverse()
    items = [{"repositoryName": one.name, "repositoryId": one.id} for one in found]
    return {"repositories": items}


def get_repository(call: Call) -> Result:
    """Everything about a repository, its clone URLs included."""
    return {"repositoryMetadata": _metadata(call, _repository(call, "GetRepository"))}


def batch_get_repositories(call: Call) -> Result:
    """Several at once; the ones that are missing are named."""
    names = call.given.get("repositoryNames") or []
    if not names:
        raise AwsError("RepositoryNamesRequiredException", "Repository names are required")
    if len(names) > _MOST_NAMES:
        raise AwsError(
            "MaximumRepositoryNamesExceededException", "Maximum number of repository names exceeded"
        )
    found, missing = [], []
    for name in map(_checked, names):
        _allow(call, "BatchGetRepositories", name)
        one = find_repository(call.state, call.caller.account, call.region, name)
        found += [_metadata(call, one)] if one else []
        missing += [] if one else [name]
    return {"repositories": found, "repositoriesNotFound": missing, "errors": []}


def create_repository(call: Call) -> Result:
    """A new repository; in the sandbox it starts with one commit."""
    name = _wanted(call)
    _allow(call, "CreateRepository", name)
    if find_repository(call.state, call.caller.account, call.region, name):
        message = f"Repository named {name} already exists"
        raise AwsError("RepositoryNameExistsException", message)
    description = call.given.get("repositoryDescription")
    if description and len(description) > 1000:
        raise AwsError("InvalidRepositoryDescriptionException", "The description is not valid")
    one = Repository(
        call.caller.account, call.region, name, str(uuid.uuid4()), call.now, description
    )
    call.create_bare(folder_of(call.repositories, one))
    call.state.repositories.append(one)
    return {"repositoryMetadata": _metadata(call, one)}


def delete_repository(call: Call) -> Result:
    """Gone with its commits; one that is not there is no error."""
    name = _wanted(call)
    _allow(call, "DeleteRepository", name)
    one = find_repository(call.state, call.caller.account, call.region, name)
    if one is None:
        return {}
    call.state.repositories.remove(one)
    shutil.rmtree(folder_of(call.repositories, one), ignore_errors=True)
    return {"repositoryId": one.id}


def list_branches(call: Call) -> Result:
    """The branches of the bare repository."""
    folder = folder_of(call.repositories, _repository(call, "ListBranches"))
    return {"branches": sorted(branches(folder))}


def get_branch(call: Call) -> Result:
    """A branch and the commit at its tip."""
    name = call.given.get("branchName")
    if not name:
        raise AwsError("BranchNameRequiredException", "Branch name is required")
    tips = branches(folder_of(call.repositories, _repository(call, "GetBranch")))
    if name not in tips:
        raise AwsError("BranchDoesNotExistException", f"Branch {name} does not exist")
    return {"branch": {"branchName": name, "commitId": tips[name]}}


def find_repository(state: State, account: str, region: str, name: str) -> Repository | None:
    """The repository of that exact name."""
    for one in state.repositories:
        if (one.account, one.region, one.name) == (account, region, name):
            return one
    return None


def folder_of(root: Path, one: Repository) -> Path:
    """Where the bare repository is."""
    return root / one.account / one.region / f"{one.name}.git"


def _repository(call: Call, action: str) -> Repository:
    name = _wanted(call)
    _allow(call, action, name)
    found = find_repository(call.state, call.caller.account, call.region, name)
    if found is None:
        raise AwsError("RepositoryDoesNotExistException", f"{name} does not exist")
    return found


def _allow(call: Call, action: str, name: str) -> None:
    call.allow(f"codecommit:{action}", repository_arn(call.region, call.caller.account, name))


def _wanted(call: Call) -> str:
    name = call.given.get("repositoryName")
    if not name:
        raise AwsError("RepositoryNameRequiredException", "Repository name is required")
    return _checked(name)


def _checked(name: object) -> str:
    if not isinstance(name, str) or not _NAME.fullmatch(name) or name.endswith(".git"):
        raise AwsError("InvalidRepositoryNameException", _BAD_NAME)
    return name


def _here(call: Call, one: Repository) -> bool:
    return (one.account, one.region) == (call.caller.account, call.region)


def _metadata(call: Call, one: Repository) -> Result:
    host = f"git-codecommit.{one.region}.{suffix(one.region)}"
    shown = {
        "accountId": one.account,
        "repositoryId": one.id,
        "repositoryName": one.name,
        "repositoryDescription": one.description,
        "defaultBranch": default_branch(folder_of(call.repositories, one)),
        "lastModifiedDate": one.created,
        "creationDate": one.created,
        "cloneUrlHttp": f"https://{host}/v1/repos/{one.name}",
        "cloneUrlSsh": f"ssh://{host}/v1/repos/{one.name}",
        "Arn": repository_arn(one.region, one.account, one.name),
    }
    return {key: value for key, value in shown.items() if value is not None}
