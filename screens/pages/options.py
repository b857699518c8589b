"""Options: what the method needs, filled in; one Enter accepts it all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Input

from onboard.errors import BadInput, OnboardError
from screens import wishes
from screens.answers import Answers
from screens.background import KeyInTheMaking, in_background
from screens.fields import Choice, Field, Hidden, Typed
from screens.forms import FormPage
from screens.methods import NAMES
from screens.text import words

if TYPE_CHECKING:
    from onboard.situation import Setup, Situation
    from onboard.work import Materials

BITS = [("2048", "2048"), ("3072", "3072"), ("4096", "4096")]


class OptionsPage(FormPage):
    """Fields with defaults for the chosen method."""

    STAGE = 2
    MAIN = "Review the changes"
    ENTER = "Review"
    HELP = (
        "Everything is filled in; Enter accepts it as it stands, and the next page shows exactly "
        "what would change.\n\n"
        "Region: where the repository is.\n\n"
        "Repository: the one that git tries at the end, as the proof. Without one git signs in "
        "and lists nothing, so the proof reaches less far.\n\n"
        "Password: where the password that IAM makes is kept. A keyring is best. A plain file is "
        "readable for every program you start.\n\n"
        "Key: CodeCommit takes RSA keys only. A passphrase protects the key file, and git will "
        "ask for it unless an ssh-agent holds the key.\n\n"
        "Signer: whose program signs git's requests. The one of onboard needs no AWS CLI.\n\n"
        "Other helpers, old settings: shown where the git config has some that speak for "
        "CodeCommit too. The next page shows what would change, and undo brings them back."
    )

    _making: KeyInTheMaking | None = None
    _looked_in: str | None = None
    _host_key_of: str | None = None

    def body(self) -> ComposeResult:
        yield words(f"{NAMES[self._method]}: all filled in. Enter accepts it as it stands.")
        yield words("Is this right?", classes="question")
        yield from self._common()
        yield from {"https": self._https, "ssh": self._ssh, "helper": self._helper}.get(
            self._method, tuple
        )()
        yield from self._in_the_way()

    def on_mount(self) -> None:
        self._looked_in = self.situation.region.name
        self._suit()
        self._make_key()

    @property
    def _method(self) -> str:
        return str(self.answers.method)

    def _common(self) -> Iterable[Field]:
        setup, seen = self.answers.setup, self.situation
        names = wishes.repositories(seen)
        first = names[0] if names else ""
        at = setup.region if setup else seen.region.name or ""
        hint = "Where the repository is. ↑↓ goes through the Regions."
        yield Field("Region", Typed(at, wishes.regions(seen), id="region"), hint)
        wanted = (setup.repository or "") if setup else first
        box = Typed(wanted, names, "none: prove the sign-in alone", id="repository")
        yield Field("Repository to try", box, wishes.repository_hint(seen))

    def _https(self) -> Iterable[Field]:
        setup, seen = self.answers.setup, self.situation
        store = str(setup.store) if setup else wishes.store(seen)
        box = Choice(wishes.stores(seen), store, id="store")
        yield Field("Password rests in", box, wishes.store_hint(seen))

    def _ssh(self) -> Iterable[Field]:
        setup, seen = self.answers.setup, self.situation
        key = (str(setup.key) if setup.key else wishes.NEW) if setup else wishes.key(seen)
        yield Field("Key", Choice(wishes.keys(seen), key, id="key"), wishes.key_hint(seen))
        bits = Choice(BITS, str(setup.bits) if setup else "4096", id="bits")
        yield Field("Bits", bits, "4096 is what most people take.")
        yield Field("Passphrase", Hidden("none", id="passphrase"), "Empty means none.")
        yield Field("Passphrase again", Hidden(id="again"), "So that a slip does not lock you out.")
        if seen.machine.agent:
            agent = "yes" if setup and setup.agent else "no"
            hint = "Then git does not ask for the passphrase in this session."
            box = Choice([("no", "no"), ("yes", "yes")], agent, id="agent")
            yield Field("Add to ssh-agent", box, hint)
        own = wishes.adoptable(seen)
        if own:
            values = [("leave", "leave them; onboard's stand above"), ("adopt", "replace them")]
            box = Choice(values, "adopt" if setup and setup.adopt else "leave", id="existing-block")
            hint = f"Line {own[0].line} of your ssh config: User {own[0].user or 'none'}."
            yield Field("Your own lines", box, hint)
        if seen.published_host_keys:
            given = (setup.host_key or "") if setup else ""
            hint = wishes.host_key_hint(seen)
            yield Field("Host key", Typed(given, placeholder="SHA256:…", id="host-key"), hint)

    def _helper(self) -> Iterable[Field]:
        setup, aws = self.answers.setup, self.situation.machine.aws
        values = [("onboard", "onboard's own")]
        if aws:
            values.append(("aws", f"the AWS CLI's ({aws.version})"))
        signer = str(setup.signer) if setup else "onboard"
        hint = "Whose program signs git's requests. onboard's own needs no AWS CLI."
        yield Field("Signer", Choice(values, signer, id="signer"), hint)

    def _in_the_way(self) -> Iterable[Field]:
        """Only where such settings were found: what is in force now, and older settings."""
        setup, seen = self.answers.setup, self.situation
        if self._method == "ssh":
            return
        later = wishes.later_helper(seen)
        if later:
            chosen = "mend" if setup and setup.mend_chain else "leave"
            yield Field("Other helpers", Choice(wishes.MEND, chosen, id="mend"), later)
        old = wishes.old_settings(seen)
        if old:
            chosen = "replace" if setup and setup.replace_old else "leave"
            yield Field("Old settings", Choice(wishes.OLD, chosen, id="old"), old)

    async def submit(self) -> Answers:
        if self.value("#region") != self._looked_in:
            await self._look_there()
        setup, materials = self._setup(), self._materials()
        situation = self.situation
        plan = await in_background(lambda: self.engine.plan(situation, setup))
        chosen = replace(self.answers, setup=setup, materials=materials)
        return replace(chosen, plan=plan, by_console=bool(plan.waiting))

    def typed(self) -> Answers:
        try:
            return replace(self.answers, setup=self._setup())
        except OnboardError:
            return self.answers

    def _setup(self) -> Setup:
        from onboard.situation import Method, Setup, Signer, Store

        key = self.chosen("#key")
        store = self.chosen("#store")
        if store is None and self._method == Method.HTTPS:
            raise BadInput("The password needs a place.", "Choose one with the arrow keys.")
        host_key = self.query_one_optional("#host-key", Typed)
        return Setup(
            method=Method(self._method),
            region=self.value("#region"),
            profile=self.situation.profile,
            store=Store(store or "keyring"),
            repository=self.value("#repository") or None,
            key=Path(key) if key not in (None, wishes.NEW) else None,
            new_key=key == wishes.NEW,
            bits=int(self.chosen("#bits") or 4096),
            encrypted=self._encrypted(),
            agent=self.chosen("#agent") == "yes",
            adopt=self.chosen("#existing-block") == "adopt",
            signer=Signer(self.chosen("#signer") or "onboard"),
            host_key=(host_key.value.strip() or None) if host_key else None,
            mend_chain=self.chosen("#mend") == "mend",
            replace_old=self.chosen("#old") == "replace",
        )

    def _encrypted(self) -> bool:
        if self._method != "ssh":
            return False
        key = wishes.local_key(self.situation, self.chosen("#key"))
        return key.encrypted if key else self.secret("#passphrase") is not None

    def _materials(self) -> Materials:
        from onboard.work import Materials

        if self._method != "ssh":
            return Materials()
        new = self.chosen("#key") == wishes.NEW
        passphrase = self.secret("#passphrase")
        if new and passphrase != self.secret("#again"):
            raise BadInput("The two passphrases differ.", "Type the second one again.")
        maker = self._making if new else None
        return Materials(passphrase=passphrase, new_key=maker.wait if maker else None)

    @on(Choice.Changed)
    @on(Input.Changed, "#passphrase")
    @on(Input.Changed, "#region")
    def _suit(self) -> None:
        """Show only the fields that matter for what is chosen."""
        if self._method != "ssh":
            return
        key = wishes.local_key(self.situation, self.chosen("#key"))
        typed = bool(self.query_one("#passphrase", Hidden).value)
        self._show("#bits", shown=key is None)
        self._show("#passphrase", shown=key is None or key.encrypted)
        self._show("#again", shown=key is None and typed)
        if self.situation.published_host_keys:
            region = self.value("#region")
            self._show("#host-key", shown=not self._published(region))
            if not self._published(region):
                self._ask_host_key(region)

    def _ask_host_key(self, region: str) -> None:
        """Ask the server once for each Region; not where ssh would run a command for that."""
        if region != self._host_key_of and not self.situation.machine.ssh_commands:
            self._host_key_of = region
            self._fetch_host_key(region)

    @work(exclusive=True, group="host-key")
    async def _fetch_host_key(self, region: str) -> None:
        """Get what the server shows, for the person to compare and to take by hand."""
        field, box = self._field("#host-key"), self.query_one("#host-key", Typed)
        box.show_known(())
        field.show_hint(wishes.host_key_hint(self.situation))
        try:
            shown = await in_background(lambda: self.engine.host_key(region))
        except OnboardError as error:
            field.show_hint(wishes.host_key_hint(self.situation, problem=error.message))
            return
        box.show_known((shown,))
        field.show_hint(wishes.host_key_hint(self.situation, shown))

    def _published(self, region: str) -> bool:
        from onboard.regions import all_regions

        known = all_regions().get(region)
        return known is None or known.host in self.situation.published_host_keys

    def _show(self, selector: str, *, shown: bool) -> None:
        self._field(selector).display = shown

    def _field(self, selector: str) -> Field:
        control = self.query_one(selector)
        return next(field for field in self.query(Field) if field.control is control)

    @on(Choice.Changed, "#key")
    @on(Choice.Changed, "#bits")
    def _make_key(self) -> None:
        """Begin the key while the person reads; making one takes seconds."""
        if self._method != "ssh" or self.chosen("#key") != wishes.NEW:
            return
        bits = int(self.chosen("#bits") or 4096)
        if self._making is None or self._making.bits != bits:
            self._making = KeyInTheMaking(self.engine.make_key, bits)

    @on(Input.Blurred, "#region")
    @work(exclusive=True, group="look")
    async def _left_region(self) -> None:
        try:
            if self.value("#region") != self._looked_in:
                await self._look_there()
        except OnboardError as error:
            self.show_problem(error)

    async def _look_there(self) -> None:
        """See the repositories of another Region."""
        from onboard.regions import find_region
        from onboard.work import silent

        region = self.value("#region")
        find_region(region, self.situation.identity.partition or None)
        self._looked_in = region
        seen = await self.busy(
            f"Looking in {region}",
            lambda: self.engine.observe(self.situation.profile, region, silent),
        )
        self._show_repositories(seen)
        self.answers = replace(self.answers, situation=seen, asked_region=region)

    def _show_repositories(self, seen: Situation) -> None:
        box, names = self.query_one("#repository", Typed), wishes.repositories(seen)
        if box.value in box.known and box.value not in names:
            box.value = names[0] if names else ""
        box.show_known(names)
        self._field("#repository").show_hint(wishes.repository_hint(seen))
