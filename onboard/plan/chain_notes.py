"""What the reader must know of git's other credential settings before the plan is applied: pure."""

from onboard.git.chain import predicted
from onboard.git.troubles import troubles
from onboard.plan.old_settings import old_notes
from onboard.plan.sections import ours_of, section_urls
from onboard.situation import HelperEntry, Method, Setup, Situation
from onboard.steps.git_config import WriteGitConfig
from onboard.work import Plan


def chain_notes(situation: Situation, setup: Setup, plan: Plan) -> tuple[str, ...]:
    """One note for each setting that will stand in the way, or is an old one that stays."""
    if setup.method is Method.SSH or plan.waiting:
        return ()
    machine = situation.machine
    step = next((one for one in plan.steps if isinstance(one, WriteGitConfig)), None)
    helpers = _after(step, machine.helpers, "helper")
    paths = _after(step, machine.http_paths, "useHttpPath")
    ours = ours_of(situation, setup, plan.proof.url_user if plan.proof else "")
    found = [one.said() for one in troubles(ours, helpers, paths)]
    old = () if setup.replace_old else old_notes(machine, section_urls(situation, setup))
    return tuple(dict.fromkeys((*found, *old)))


def _after(
    step: WriteGitConfig | None, now: tuple[HelperEntry, ...], name: str
) -> tuple[HelperEntry, ...]:
    """The entries once the step was applied; without its preview, those of now."""
    if step is None or step.before is None or step.after is None:
        return now
    return predicted(now, name, str(step.file), step.before, step.after)
