"""What the journal keeps of a step, and what it must not."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from onboard.desk import Way
from onboard.situation import Credential, Method, Store
from onboard.steps import codec
from onboard.steps.access_key import CreateAccessKey, DropFormerKey, ExchangeAccessKey
from onboard.steps.deactivate import Deactivate
from onboard.steps.delete import Delete
from onboard.steps.drop_key_pair import DropKeyPair
from onboard.steps.drop_password import DropPassword
from onboard.steps.edit_lines import EditLines
from onboard.steps.file_text import shown
from onboard.steps.forget_password import ForgetPassword
from onboard.steps.git_config import WriteGitConfig
from onboard.steps.git_credential import USER_NAME, CreateGitCredential
from onboard.steps.hand_over import HandOver
from onboard.steps.host_block import WriteHostBlock
from onboard.steps.host_key import AddHostKey
from onboard.steps.kept_key import ForgetKey, KeepNewKey, NameNewKey
from onboard.steps.key_pair import CreateKeyPair
from onboard.steps.off_disk import KeepAccessKey, TakeKeyOffDisk
from onboard.steps.password import StorePassword
from onboard.steps.profile import AddProfile
from onboard.steps.remotes import RewriteRemotes
from onboard.steps.request_file import WriteRequest
from onboard.steps.reset_password import ResetPassword
from onboard.steps.set_mode import SetMode
from onboard.steps.ssh_agent import AddToAgent
from onboard.steps.step import Step
from onboard.steps.switch import Switch
from onboard.steps.upload_key import KEY_ID, UploadKey
from onboard.work import Ref

FILE = Path("/home/jane/file")
SECTIONS = (("https://git-codecommit.*.amazonaws.com", (("helper", ("", "x")),)),)
STEPS: list[Step] = [
    AddHostKey(FILE, "host", "sha"),
    AddProfile(FILE, "work", (("region", "eu-west-1"),), pasted=True),
    AddToAgent(FILE),
    CreateGitCredential("jane"),
    CreateKeyPair(FILE, 4096, False, "comment"),
    EditLines(FILE, ((1, "old"), (2, "other")), ("new",)),
    SetMode(FILE, 0o600, 0o644),
    Deactivate(Credential.GIT, "jane", "ACCA1", "2026-03-08", "jane-at-1"),
    Delete(Credential.SSH, "jane", "APKA1"),
    DropKeyPair(FILE, "body"),
    DropPassword(Store.KEYRING, "1", "jane-at-1", "https://host"),
    CreateAccessKey("jane"),
    ExchangeAccessKey(FILE, "work", "AKIA1", Ref(1, "access key id")),
    DropFormerKey(FILE, "work", "AKIA1"),
    KeepAccessKey(FILE, "work", "AKIA1", Store.KEYRING),
    TakeKeyOffDisk(FILE, "work", "AKIA1", Store.KEYRING, "onboard credential-process"),
    HandOver(Way.FILE, FILE, "dev", "1", Ref(1, USER_NAME), "ACCA1", request="nonce"),
    ForgetKey("AKIA1", Store.KEYRING),
    ForgetPassword("https://host", "AKIA1", ("store",), FILE),
    KeepNewKey(Ref(1, "access key id"), Store.KEYRING),
    NameNewKey(FILE, "work", "AKIA1", Ref(1, "access key id")),
    ResetPassword("jane", "ACCA1"),
    RewriteRemotes(FILE, (("remote.origin.url", "https://old", "https://new"),), passwords=True),
    StorePassword(Store.KEYRING, "1", Ref(1, USER_NAME), "", "https://host"),
    Switch(Credential.GIT, "dev", "ACCA1", "Active", "Inactive"),
    UploadKey("jane", FILE),
    WriteGitConfig(FILE, SECTIONS, ()),
    WriteRequest(FILE, "nonce", "dev", Method.SSH, "eu-west-1", None, "1", FILE),
    WriteHostBlock(FILE, "1", ("host",), Ref(2, KEY_ID), FILE),
]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.kind)
def test_a_step_comes_back_from_the_journal(step: Step) -> None:
    assert codec.from_json(json.loads(json.dumps(codec.to_json(step)))) == step


def test_every_kind_is_known_and_tried() -> None:
    assert set(codec.KINDS) == {step.kind for step in STEPS}


def test_the_persons_own_file_is_not_journaled() -> None:
    git = replace(WriteGitConfig(FILE, SECTIONS, ()), before="SECRET", after="SECRET")
    ssh = replace(WriteHostBlock(FILE, "1", ("host",), "APKA", FILE), seen="SECRET")
    for step in (git, ssh):
        assert "SECRET" not in json.dumps(codec.to_json(step))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("url = https://me:hunter2@host/x", "url = https://••••@host/x"),
        ('[url "https://me:hunter2@host/"]', '[url "https://••••@host/"]'),
        ("\textraHeader = Authorization: Basic hunter2", "\textraHeader = ••••"),
        ("  my.token = hunter2", "  my.token = ••••"),
        ("helper = store", "helper = store"),
        ("name = Jane", "name = Jane"),
    ],
)
def test_secrets_of_others_are_bullets(line: str, expected: str) -> None:
    assert shown(line.encode()) == expected
