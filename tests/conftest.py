"""Options of the whole suite."""

import gc
import os

import pytest

gc.set_threshold(100_000, 50, 100)  # a fifth of the screens' time went to looking for rubbish


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-pictures", action="store_true", help="rewrite the pictures of the screens"
    )
    parser.addoption("--long", action="store_true", help="every case of the long matrices")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each worker begins with its share of the long files: none is alone with one at the end."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    files = sorted(
        {one.path for one in items}, key=lambda path: ("end_to_end" not in path.parts, path)
    )
    share = {path: number % workers for number, path in enumerate(files)}
    place = {path: number for number, path in enumerate(files)}
    items.sort(key=lambda one: (share[one.path], place[one.path]))
