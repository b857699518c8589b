"""Hostile strings on every page: shown as they are, never as markup, a link or an escape."""

from dataclasses import replace
from pathlib import Path

import pytest

from onboard.doctor.examine import Examined
from onboard.errors import OnboardError
from onboard.printable import harmless
from onboard.situation import LocalKey, ProfileFact, Situation, Unknown
from screens.app import OnboardApp
from screens.page import Page
from tests.hostile import STRINGS
from tests.screens import findings
from tests.screens.fake_engine import FakeEngine, wait_for
from tests.screens.fake_runs import aws
from tests.screens.gallery import PAGES, View, press
from tests.screens.pictures import _lines, text_of

SHORT = [one for one in STRINGS if len(one) < 500]
LONG = [one for one in STRINGS if len(one) >= 500]
NAMES = [name for name in PAGES if name not in ("welcome", "apply", "proof", "stopping")]


def chunk(number: int, of: int) -> str:
    """The strings that are this page's, side by side."""
    return " ".join([*SHORT[number::of], *LONG[number : number + 1]])


def spoilt(situation: Situation, text: str) -> Situation:
    """What was seen, with the text wherever one from outside may stand."""
    key = LocalKey(Path(f"/home/jane/{text.replace(chr(0), '')}"), "ssh-rsa", 4096, "AAAA", text)
    return replace(
        situation,
        identity=replace(
            situation.identity, name=text, session=text, arn=text, problem=text, hint=text
        ),
        profiles=(*(replace(one, name=f"{text}{one.name}") for one in situation.profiles),
                  ProfileFact(text, text, "keys")),
        region=replace(situation.region, name=situation.region.name and text),
        machine=replace(situation.machine, keys=(key, *situation.machine.keys)),
        setups=tuple(replace(one, user=text) for one in situation.setups),
        repositories=(text,) if isinstance(situation.repositories, tuple) else Unknown(text),
    )  # fmt: skip


def examined(text: str) -> Examined:
    """What the doctor found, all of it that text."""
    target = replace(findings.TARGET, url=text, where=text)
    rows = (
        replace(one, summary=text, where=text, why=text, fix=text) for one in findings.SICK.findings
    )
    return Examined(replace(findings.CASE, target=target), tuple(rows))


def spoilt_view(view: View, text: str) -> tuple[View, FakeEngine]:
    """The page's answers and engine with the text in them."""
    answers = view.answers
    steps = (aws(text, text, text),)
    proof = answers.proof and replace(
        answers.proof, detail=text, said=text, hint=text, command=text
    )
    plan = answers.plan and replace(answers.plan, steps=steps, clone_url=text, waiting=text)
    run = answers.run and replace(answers.run, plan=plan, done=(steps[0].apply(None),))  # type: ignore[arg-type]
    changed = replace(
        answers,
        situation=answers.situation and spoilt(answers.situation, text),
        offers=tuple(replace(one, reason=text, needs=(text,)) for one in answers.offers),
        problem=answers.problem and OnboardError(text, text),
        seen=answers.seen and examined(text),
        proof=proof,
        plan=plan,
        run=run,
    )
    engine = FakeEngine(steps=steps, examined=(examined(text),))
    if changed.situation:
        engine.situations = (changed.situation,)
    return replace(view, answers=changed), engine


async def wrong_on(name: str, text: str) -> list[str]:
    """What is wrong with that page."""
    view, engine = spoilt_view(PAGES[name], text)
    app = OnboardApp(engine, view.answers, clock=lambda _: 100.0)
    app.animation_level = "none"
    async with app.run_test(size=(120, 50)) as pilot:
        await wait_for(pilot, lambda: isinstance(app.screen, Page))
        for key in view.keys:
            await press(pilot, key)
        await pilot.pause()
        found = [
            f"{one!r} reached the terminal"
            for one in set(text_of(app))
            if one != "\n" and not harmless(one)
        ]
        for segment in (one for line in _lines(app) for one in line):
            if segment.style and (segment.style.link or segment.style.meta.get("@click")):
                found.append(f"{segment.text!r} is a link")
    return [f"{name}: {one}" for one in found]


@pytest.mark.timeout(1200)
async def test_every_page(request: pytest.FixtureRequest) -> None:
    wrong: list[str] = []
    every = request.config.getoption("--long")
    turns = (
        [(name, part) for part in range(len(NAMES)) for name in NAMES]
        if every
        else list(zip(NAMES, range(len(NAMES)), strict=True))
    )
    for name, part in turns:
        wrong += await wrong_on(name, chunk(part, len(NAMES)))
    print(f"{len(STRINGS)} strings, {len(turns)} pages shown, {len(wrong)} failures")
    assert wrong == []


async def test_markup_is_shown_as_it_was_written() -> None:
    text = "[bold]x[/bold] [@click=app.quit]y[/] [/]"
    view, engine = spoilt_view(PAGES["refused"], text)
    app = OnboardApp(engine, view.answers, clock=lambda _: 100.0)
    async with app.run_test(size=(120, 50)) as pilot:
        await wait_for(pilot, lambda: text in text_of(app))
