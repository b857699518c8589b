"""Steps to and from the journal: their kind and their fields, as JSON."""

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from onboard.steps.access_key import CreateAccessKey, DropFormerKey, ExchangeAccessKey
from onboard.steps.deactivate import Deactivate
from onboard.steps.delete import Delete
from onboard.steps.drop_key_pair import DropKeyPair
from onboard.steps.drop_password import DropPassword
from onboard.steps.edit_lines import EditLines
from onboard.steps.forget_password import ForgetPassword
from onboard.steps.git_config import WriteGitConfig
from onboard.steps.git_credential import CreateGitCredential
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
from onboard.steps.upload_key import UploadKey
from onboard.work import Ref

KINDS: Mapping[str, Any] = {
    one.kind: one
    for one in (
        AddHostKey,
        AddProfile,
        AddToAgent,
        CreateAccessKey,
        CreateGitCredential,
        CreateKeyPair,
        Deactivate,
        Delete,
        DropFormerKey,
        DropKeyPair,
        DropPassword,
        EditLines,
        ExchangeAccessKey,
        ForgetKey,
        HandOver,
        ForgetPassword,
        KeepAccessKey,
        KeepNewKey,
        NameNewKey,
        TakeKeyOffDisk,
        ResetPassword,
        RewriteRemotes,
        SetMode,
        StorePassword,
        Switch,
        UploadKey,
        WriteGitConfig,
        WriteHostBlock,
        WriteRequest,
    )
}


def to_json(step: Step) -> dict[str, Any]:
    """The step as the journal keeps it; steps hold no secrets."""
    kept = [one.name for one in fields(step) if one.metadata.get("journaled", True)]  # type: ignore[arg-type]
    return {"kind": step.kind, "fields": {name: encode(getattr(step, name)) for name in kept}}


def from_json(data: Mapping[str, Any]) -> Step:
    """The step that `to_json` wrote."""
    step: Step = KINDS[data["kind"]](**{k: decode(v) for k, v in data["fields"].items()})
    return step


def encode(value: object) -> Any:
    """A field's value as JSON, its type kept where JSON has none for it."""
    if isinstance(value, Ref):
        return {"ref": [value.step, value.what]}
    if isinstance(value, Path):
        return {"path": str(value)}
    if isinstance(value, tuple):
        return [encode(one) for one in value]
    return value


def decode(value: Any) -> Any:
    """What `encode` wrote."""
    if isinstance(value, dict):
        return Ref(*value["ref"]) if "ref" in value else Path(value["path"])
    if isinstance(value, list):
        return tuple(decode(one) for one in value)
    return value
