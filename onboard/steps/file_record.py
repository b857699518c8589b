"""How a step remembers a file that it changes, and gives back its former bytes."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from onboard.files import Replaced, planned, restore


def record(replaced: Replaced) -> dict[str, Any]:
    """The change as the journal keeps it."""
    fields = asdict(replaced)
    fields["path"] = str(replaced.path)
    fields["backup"] = str(replaced.backup) if replaced.backup else None
    fields["made_folders"] = [str(one) for one in replaced.made_folders]
    return fields


def intent(path: Path, content: bytes, backups: Path) -> dict[str, Any]:
    """The change as the journal keeps it before it is made, its backup included."""
    return record(planned(path, content, backups))


def put_back(fields: Mapping[str, Any]) -> bool:
    """Restore the former bytes, made or not; False where somebody edited the file since."""
    return restore(
        Replaced(
            path=Path(fields["path"]),
            backup=Path(fields["backup"]) if fields["backup"] else None,
            before=fields["before"],
            after=fields["after"],
            existed=fields["existed"],
            made_folders=tuple(Path(one) for one in fields["made_folders"]),
            former_mode=fields["former_mode"],
        )
    )
