"""Audit: what every IAM user of the account holds, read while the person looks at it."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event
from typing import TYPE_CHECKING

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import DataTable, Static

from screens import audit_table, audit_words
from screens.aside import AsidePage
from screens.background import in_background, on_this_thread
from screens.fields import Field, Typed
from screens.frame import Foot, Key
from screens.page import LEAVE
from screens.signs import LOOK
from screens.text import words

if TYPE_CHECKING:
    from onboard.audit import Found, Row

BEAT = 0.5
"""Seconds between two looks at what has arrived."""


class AuditTable(DataTable[Text]):
    """The rows that were chosen, in columns as wide as there is room."""

    BINDINGS = [("home", "scroll_top"), ("end", "scroll_bottom")]

    def __init__(self) -> None:
        super().__init__(cursor_type="row")
        self._shown: Sequence[Row] = ()

    @property
    def chosen(self) -> Row | None:
        """The row that the cursor is on."""
        at = self.cursor_row
        return self._shown[at] if 0 <= at < len(self._shown) else None

    def show(self, rows: Sequence[Row], by: str, falling: bool, room: int, *, first: bool) -> None:
        """Show these in place of those before; the cursor stays on its credential.

        With `first` it goes to the first one instead.
        """
        at = 0 if first else audit_table.place_of(self.chosen, rows, self.cursor_row)
        wide, self._shown = audit_table.widths(room), rows
        self.clear(columns=True)
        for name in audit_table.COLUMNS:
            mark = ("↓" if falling else "↑") if name == by else ""
            label = (name or "Due")[: wide[name] - len(mark)] + mark
            self.add_column(Text(label), width=wide[name])
        for row in rows:
            texts = audit_table.cells(row, wide, f"{LOOK} due")
            self.add_row(*(Text(text, no_wrap=True) for text in texts))
        self.move_cursor(row=at, animate=False)


class AuditPage(AsidePage):
    """A table that fills; it can be filtered and sorted at any time, and the reading stopped."""

    HELP = (
        "Everything that IAM holds for git's sign-in: Git credentials (HTTPS), SSH keys, and the "
        "access keys that a credential helper signs with. One is due when it is Active and older "
        "than a year.\n\n"
        "/ filters: every word you type must stand in the row, as `ssh inactive`, `due` or a name. "
        "S sorts by the next column, O turns the order; a click on a heading does both. C stops "
        "the reading and keeps what is there.\n\n"
        "Where IAM refuses the reading, P writes what to send to your administrator.\n\n"
        "onboard audit prints it all, with --csv for a spreadsheet and --json for a script."
    )
    BINDINGS = [
        Binding("slash", "filter", priority=True),  # what is typed right after it is for the filter
        ("s", "sort"),
        ("o", "turn"),
        ("c", "stop"),
        ("r", "read_again"),
    ]

    def body(self) -> ComposeResult:
        yield words(id="tale")
        yield Field("Filter", Typed(placeholder="a name, ssh, inactive, due", id="filter"))
        yield AuditTable()
        yield words(id="whole")
        yield words(id="more")

    def on_mount(self) -> None:
        self._rows: list[Row] = []
        self._by, self._falling = "Days", True
        self._stopping = Event()
        self._reading = False
        self._stale = self._first = True
        self._found: Found | None = None
        self.query_one("#body").add_class("long")
        self._table.focus()
        self.set_interval(BEAT, self._show_news)
        self._read()

    def on_unmount(self) -> None:
        self._stopping.set()

    def on_resize(self) -> None:
        self._stale = True
        self.call_after_refresh(self._show_news)

    def keys(self) -> Sequence[Key]:
        if self.refusal:
            back, help_ = Key("Esc", "Back", "screen.back", 0), Key("?", "Help", "screen.explain")
            return _AGAIN, *self.packet_keys(), back, help_, LEAVE
        reading = getattr(self, "_reading", True)
        other = Key("C", "Stop", "screen.stop", 0) if reading else _AGAIN
        return (
            Key("/", "Filter", "screen.filter", 0),
            Key("S", "Sort", "screen.sort", 0),
            Key("O", "Order", "screen.turn", 1),
            other,
            Key("Esc", "Back", "screen.back", 0),
            Key("?", "Help", "screen.explain", 1),
            LEAVE,
        )

    @property
    def _table(self) -> AuditTable:
        return self.query_one(AuditTable)

    def enter(self) -> None:
        """From the filter to the table."""
        self._table.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the filter a slash is typed."""
        return action != "filter" or self.focused is None or self.focused.id != "filter"

    def action_filter(self) -> None:
        """Type what the rows must hold."""
        self.set_focus(self.query_one("#filter"))

    def action_sort(self) -> None:
        """By the next column."""
        names = audit_table.COLUMNS
        self._sort_by(names[(names.index(self._by) + 1) % len(names)])

    def action_turn(self) -> None:
        """The same column, the other way round."""
        self._sort_by(self._by)

    def action_stop(self) -> None:
        """Stop reading and keep what is there."""
        self._stopping.set()

    def action_read_again(self) -> None:
        """Forget what is there and read afresh."""
        if not self._reading:
            self._read()

    @on(DataTable.HeaderSelected)
    def _heading(self, event: DataTable.HeaderSelected) -> None:
        self._sort_by(audit_table.COLUMNS[event.column_index])

    @on(Typed.Changed, "#filter")
    def _filtered(self) -> None:
        self._stale = True
        self._show_news()

    @on(DataTable.RowHighlighted)
    def _say_whole(self) -> None:
        """What was shortened in the row that the cursor is on."""
        row, room = self._table.chosen, self._room
        text = audit_table.whole(row, audit_table.widths(room)) if row else ""
        for line in self.query("#whole").results(Static):
            line.update(Content(text))
            line.display = bool(text)

    def _sort_by(self, column: str) -> None:
        same = column == self._by
        self._falling = not self._falling if same else column in ("Days", "")
        self._by, self._stale, self._first = column, True, True
        self._show_news()

    @work(exclusive=True)
    async def _read(self) -> None:
        from onboard.errors import OnboardError

        self._rows, self._found, self._stopping = [], None, Event()
        self._denied = ""
        hear, stop = on_this_thread(self._hear), self._stopping.is_set
        profile, region = self.answers.profile, self.answers.asked_region
        self._now_reading(True)
        try:
            audit = await in_background(lambda: self.engine.audit(profile, region, hear, stop))
        except OnboardError as error:
            self._now_reading(False)
            self._say(audit_words.refused(error))
            self.note_refusal(error)
        else:
            self._now_reading(False)
            self._say(audit_words.read(audit, self._rows))

    @property
    def _room(self) -> int:
        return self.size.width - 3

    @property
    def _whole(self) -> bool:
        """Whether all parts are there still: they go one by one while the app ends."""
        return len(self.query("Foot, AuditTable, #tale, #filter, #more")) == 5

    def _now_reading(self, reading: bool) -> None:
        self._reading, self._stale = reading, True
        if not self._whole:
            return
        self.query_one(Foot).show_keys(self.keys())
        self._show_news()

    def _hear(self, found: Found) -> None:
        from onboard.audit import MAX_AGE, rows_of

        self._found, self._stale = found, True
        if found.user:
            self._rows += rows_of(found.user, self.situation.now, MAX_AGE)

    def _show_news(self) -> None:
        """Draw what has changed since the last time."""
        if not self._stale or not self._whole:
            return
        self._stale = False
        if self._reading:
            self._say(audit_words.reading(self._found))
        self._fill()

    def _fill(self) -> None:
        wanted = self.query_one("#filter", Typed).value
        found = audit_table.matching(self._rows, wanted)
        shown = audit_table.ordered(found, self._by, falling=self._falling)[: audit_table.SHOWN]
        self._table.show(shown, self._by, self._falling, self._room, first=self._first)
        self._first = False
        self._say_whole()
        self._say_more(len(found), len(shown))

    def _say_more(self, found: int, shown: int) -> None:
        text = ""
        if found > shown:
            text = f"The first {shown:,} of {found:,}; filter to see others."
        elif found < len(self._rows):
            text = f"{found:,} of {len(self._rows):,} credentials match."
        self.query_one("#more", Static).update(Content(text))

    def _say(self, what: Content) -> None:
        if self._whole:
            self.query_one("#tale", Static).update(what)


_AGAIN = Key("R", "Read again", "screen.read_again", 0)
