"""The git config sections of the CodeCommit hosts: what is wanted, what was there, what differs."""

from onboard.regions import host_patterns
from onboard.situation import Situation
from onboard.steps.git_config import Section, WriteGitConfig

NAMES = ("helper", "useHttpPath")


def section_step(
    situation: Situation, partition: str, wanted: dict[str, tuple[str, ...]]
) -> tuple[WriteGitConfig, ...]:
    """The step that makes each host's section say exactly that; none where it does already."""
    urls = [f"https://{host}" for host in host_patterns(partition)]
    full = {name: wanted.get(name, ()) for name in NAMES}
    had = tuple(_had(situation, url) for url in urls)
    want: tuple[Section, ...] = tuple((url, tuple(full.items())) for url in urls)
    return () if had == want else (WriteGitConfig(situation.machine.git_file, want, had),)


def _had(situation: Situation, url: str) -> Section:
    settings = {
        key.rpartition(".")[0] + "." + key.rpartition(".")[2].lower(): values
        for key, values in situation.machine.git_settings.items()
    }
    rows = tuple((name, settings.get(f"credential.{url}.{name.lower()}", ())) for name in NAMES)
    return (url, rows)
