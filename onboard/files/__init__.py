"""The one way to change a file: lock, private temporary file beside it, rename, backup kept."""

from onboard.files.checks import check_replaceable, digest, read, typed
from onboard.files.lock import locked
from onboard.files.masking import masked
from onboard.files.replacing import Replaced, planned, replace, restore
from onboard.files.writing import (
    clear_leftovers,
    create_private,
    make_folders,
    missing_folders,
    private_folder,
    remove_folders,
    write_private,
)

__all__ = [
    "Replaced",
    "check_replaceable",
    "clear_leftovers",
    "create_private",
    "digest",
    "locked",
    "make_folders",
    "masked",
    "missing_folders",
    "planned",
    "private_folder",
    "read",
    "remove_folders",
    "replace",
    "restore",
    "typed",
    "write_private",
]
