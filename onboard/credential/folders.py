"""Where the home, the AWS files and our own folders are, without importing anything for it.

`onboard.places` asks platformdirs; the answers here are the same, and a test says so.
"""

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

APP = "onboard"


def home(environ: "Mapping[str, str]", platform: str) -> str:
    """The person's home as git and the AWS tools see it."""
    found = environ.get("USERPROFILE" if platform == "win32" else "HOME", "")
    return found if os.path.isabs(found) else os.path.expanduser("~")


def cache_folder(environ: "Mapping[str, str]", platform: str) -> str:
    """The folder of cached temporary credentials: `onboard.places.here().cache / "credentials"`."""
    if platform == "win32":
        return "\\".join((_local_app_data(environ), APP, "Cache", "credentials"))
    default = "Library/Caches" if platform == "darwin" else ".cache"
    return os.path.join(_xdg("XDG_CACHE_HOME", default, environ, platform), APP, "credentials")


def state_folder(environ: "Mapping[str, str]", platform: str) -> str:
    """The folder of our own state: `onboard.places.here().state`."""
    if platform == "win32":
        return "\\".join((_local_app_data(environ), APP))
    default = "Library/Application Support" if platform == "darwin" else ".local/state"
    return os.path.join(_xdg("XDG_STATE_HOME", default, environ, platform), APP)


def aws_files(environ: "Mapping[str, str]", platform: str) -> "tuple[str, str]":
    """The paths of the config file and the credentials file, as botocore reads the environment."""
    folder = os.path.join(home(environ, platform), ".aws")
    config = environ.get("AWS_CONFIG_FILE")
    shared = environ.get("AWS_SHARED_CREDENTIALS_FILE")
    return (
        os.path.join(folder, "config") if config is None else _expanded(config),
        os.path.join(folder, "credentials") if shared is None else _expanded(shared),
    )


def _expanded(path: str) -> str:
    return os.path.expanduser(os.path.expandvars(path))


def _xdg(variable: str, default: str, environ: "Mapping[str, str]", platform: str) -> str:
    named = environ.get(variable, "")
    return named if named.startswith("/") else os.path.join(home(environ, platform), default)


def _local_app_data(environ: "Mapping[str, str]") -> str:
    return environ.get("LOCALAPPDATA") or environ.get("USERPROFILE", "") + "\\AppData\\Local"
