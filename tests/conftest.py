"""Options of the whole suite."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-pictures", action="store_true", help="rewrite the pictures of the screens"
    )
    parser.addoption("--long", action="store_true", help="every case of the long matrices")
