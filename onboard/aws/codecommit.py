"""CodeCommit: which repositories there are."""

from collections.abc import Mapping
from typing import Any

from onboard.aws.connection import Connection
from onboard.aws.problems import translated


def list_repositories(connection: Connection, region: str) -> tuple[str, ...]:
    """The names of the Region's repositories, sorted."""
    with translated("codecommit:ListRepositories", connection.temporary):
        pages = connection.client("codecommit", region).get_paginator("list_repositories")
        found = [row["repositoryName"] for page in pages.paginate() for row in page["repositories"]]
    return tuple(sorted(found))


def get_repository(connection: Connection, region: str, name: str) -> Mapping[str, Any]:
    """The repository's metadata: `cloneUrlHttp`, `accountId` …"""
    with translated("codecommit:GetRepository", connection.temporary):
        client = connection.client("codecommit", region)
        found: Mapping[str, Any] = client.get_repository(repositoryName=name)
    metadata: Mapping[str, Any] = found["repositoryMetadata"]
    return metadata
