"""The bundle: whatever the doctor saw, only what is named on its list is told."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from enum import Enum
from itertools import count
from pathlib import Path
from typing import Any

from onboard.bundle import bundle
from onboard.bundle.mask import Mask
from onboard.bundle.text import as_text
from onboard.doctor.examine import Examined
from onboard.doctor.finding import Finding, Severity
from onboard.situation import (
    AccessKey,
    ExistingSetup,
    GitCredential,
    HelperEntry,
    Holdings,
    Method,
    Shadow,
    SshKey,
    VaultEntry,
)
from onboard.situation.case import Attempted, Case, GitView, Helper, Kept, Target
from onboard.situation.network import Network
from onboard.situation.ssh import IdentityFile, SshView
from tests.situations import NOW, machine, situation

OLD = NOW - timedelta(days=400)
TOLD = {
    *("version", "partition", "status", "region", "source", "problem_code", "scheme", "type"),
    *("platform", "sandbox", "severity", "scope"),
}
"""The texts that the bundle tells as they are, by the names of their fields."""
OWN_KEYS = ("permissions", "settings")
"""Mappings whose keys are our own words."""


def case() -> Case:
    helper = HelperEntry("!aws --profile p", "/home/jane/.gitconfig", "global", line=3)
    held = Holdings(
        (GitCredential("ACCA1", "jane-at-1", "Active", OLD),),
        (SshKey("APKA1", "Inactive", OLD, "AAAA"),),
        (AccessKey("AKIA1", "Active", OLD),),
        ("serial",),
    )
    seen = situation(
        machine=machine(
            helpers=(helper,),
            shadows=(Shadow("GIT_SSH", "effect"),),
            vault=(VaultEntry("1", "jane-at-1", "keyring"),),  # type: ignore[arg-type]
        ),
        holdings=held,
        setups=(ExistingSetup(Method.SSH, "1", "work", "eu-west-1", "APKA1", ("alias",), OLD),),
    )
    file = IdentityFile(Path("/home/jane/.ssh/key"), True, "AAAA", "ssh-rsa", "problem", 0o644)
    return Case(
        seen,
        Target(
            url="ssh://APKA1@alias/v1/repos/web",
            where="remote origin",
            folder=Path("/home/jane/web"),
            remote="origin",
            scheme="ssh",
            host="alias",
            region="eu-west-1",
            repository="web",
            account="1",
            user="APKA1",
            profile="work",
            password=True,
            problems=("problem",),
        ),
        Method.SSH,
        GitView((Helper(helper, "aws"),), True, {"http.proxy": helper}, (Kept(helper, "jane"),)),
        SshView(
            "APKA1", "alias", (file,), True, ("AAAA",), {"user": ("x",)}, "ssh -i k", "GIT_SSH"
        ),
        Network(443, True, False, "http://proxy", "HTTPS_PROXY", "problem"),
        12.0,
        True,
        Attempted(False, "git ls-remote url", "Permission denied (publickey)."),
    )


def planted(value: Any, numbers: Any, name: str = "") -> Any:
    """The same value with a word of its own in place of every text that the list leaves out."""
    if isinstance(value, Enum) or name in TOLD:
        return value
    if isinstance(value, str):
        return f"canary-{next(numbers)}"
    if isinstance(value, Path):
        return Path(f"/canary-{next(numbers)}")
    if isinstance(value, tuple):
        return tuple(planted(one, numbers) for one in value)
    if isinstance(value, Mapping):
        keys = (k if name in OWN_KEYS else planted(k, numbers) for k in value)
        return dict(zip(keys, (planted(v, numbers) for v in value.values()), strict=True))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value,
            **{
                one.name: planted(getattr(value, one.name), numbers, one.name)
                for one in fields(value)
                if not (type(value).__name__ == "RegionFact" or one.name == "shadows")
            },
        )
    return value


def text_of(one: Case, names: bool = False) -> str:
    finding = Finding("unknown", Severity.ERROR, "canary", "canary", "canary", "canary")
    facts = bundle(Examined(one, (finding,)), (), "Linux", Mask(names=names))
    return as_text(facts) + json.dumps(facts)


def test_nothing_but_the_list_is_told() -> None:
    text = text_of(planted(case(), count()))
    assert "canary" not in text, [word for word in text.split() if "canary" in word]


def test_a_planted_one_is_found() -> None:
    assert "canary" in text_of(planted(case(), count()), names=True)


def test_names_on_request_and_ids_never() -> None:
    text = text_of(case(), names=True)
    assert all(name in text for name in ("repository: web", "profile: work", "user: jane"))
    assert not any(one in text for one in ("APKA1", "AKIA1", "ACCA1", "111122223333"))


def test_hosts_of_codecommit_stay_and_others_do_not() -> None:
    mask = Mask()
    ours = ("git-codecommit.eu-west-1.amazonaws.com", "git-codecommit.*.amazonaws.com")
    assert [mask.host(one) for one in ours] == list(ours)
    others = ("codecommit-work", "vpce-0a1b.git-codecommit.eu-west-1.vpce.amazonaws.com")
    assert [mask.host(one) for one in others] == ["host 1", "host 2"]


def test_one_id_is_one_word_wherever_it_stands() -> None:
    mask = Mask()
    facts = bundle(Examined(case(), ()), (), "Linux", mask)
    assert facts["ssh"]["user"] == facts["credentials"]["ssh-key"][0]["id"]
    assert facts["ssh"]["user"] != facts["credentials"]["access-key"][0]["id"]


def test_the_text_tells_all_that_the_document_does() -> None:
    facts = bundle(Examined(case(), ()), (), "Linux", Mask())
    text = as_text(facts)
    assert all(f"{name}:" in text for name in facts)
    assert "\n  ssh-key:\n    - id: key 2\n      status: Inactive\n" in text
