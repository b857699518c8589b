"""A step as it is shown: git and ssh alone can tell what they will make of their files."""

from onboard.places import Places
from onboard.steps.git_config import WriteGitConfig
from onboard.steps.host_block import WriteHostBlock
from onboard.steps.step import Step


def previewed(step: Step, places: Places) -> Step:
    """The step with what those programs say of it; raises FileRefused."""
    if isinstance(step, WriteGitConfig | WriteHostBlock):
        return step.previewed(places)
    return step
