"""Driving the app as a person does: keys at times of our choosing, and waiting for a page."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from textual.message import Message
from textual.pilot import Pilot

from screens.answers import Answers
from screens.app import OnboardApp
from screens.page import Page
from tests.screens import situations as seen
from tests.screens.fake_engine import FakeEngine, wait_for
from tests.screens.pictures import text_of


@dataclass
class Clock:
    """Seconds that pass when the test says so."""

    now: float = 100.0

    def __call__(self, _: Message) -> float:
        return self.now


@dataclass
class Driver:
    """A person at the keyboard."""

    app: OnboardApp
    pilot: Pilot[int]
    clock: Clock

    async def reach(self, page: str) -> None:
        """Wait for the page of that name, as `Method`, and for the person to have seen it."""
        await wait_for(self.pilot, lambda: type(self.app.screen).__name__ == f"{page}Page")
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def enter(self) -> None:
        """An Enter that was meant: two seconds after whatever came before."""
        self.clock.now += 2
        await self.pilot.press("enter")

    async def see(self, text: str) -> None:
        """Wait until that stands on the screen."""
        await wait_for(self.pilot, lambda: text in self.text)

    async def type(self, text: str) -> None:
        await self.pilot.press(*(_KEYS.get(letter, letter) for letter in text))

    @property
    def text(self) -> str:
        return text_of(self.app)

    @property
    def page(self) -> Page:
        assert isinstance(self.app.screen, Page)
        return self.app.screen


_KEYS = {"-": "minus", "/": "slash", ".": "full_stop", "~": "tilde", "_": "underscore"}


@asynccontextmanager
async def driving(
    engine: FakeEngine,
    answers: Answers | None = None,
    size: tuple[int, int] = (80, 24),
) -> AsyncIterator[Driver]:
    """The app with that engine, and somebody to drive it."""
    clock = Clock()
    app = OnboardApp(engine, answers or Answers(), clock=clock)
    async with app.run_test(size=size) as pilot:
        yield Driver(app, pilot, clock)
        for gate in (engine.seeing, engine.applying, engine.proving, engine.auditing):
            gate.set()


def signed_out() -> FakeEngine:
    """An engine for somebody without AWS credentials."""
    return FakeEngine(situations=(seen.EXPIRED,), offered=(seen.CONSOLE_OFFERS,))


async def to_review(driver: Driver) -> None:
    """Two Enters from the Method page."""
    await driver.reach("Method")
    await driver.enter()
    await driver.reach("Options")
    await driver.enter()
    await driver.reach("Review")


async def choose(driver: Driver, words: str) -> None:
    """Move down to the card of that name and take it."""
    while f"▌ {words}" not in driver.text:
        await driver.press("down")
    await driver.enter()
