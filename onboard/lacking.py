"""What IAM or this machine still lacks for a method, and what there is already: pure."""

from onboard.situation import (
    SLOTS,
    Credential,
    GitCredential,
    Kind,
    LocalKey,
    Method,
    ProfileFact,
    Situation,
    SshKey,
    Unknown,
)

MFA_CODE = "an MFA code"
FREE_SLOT = "a free slot"
PLACE = "a keyring, or your choice of another place"
PULL, PUSH = "codecommit:GitPull", "codecommit:GitPush"
CREATE = {
    Method.HTTPS: "iam:CreateServiceSpecificCredential",
    Method.SSH: "iam:UploadSSHPublicKey",
}
LIST = {
    Method.HTTPS: "iam:ListServiceSpecificCredentials",
    Method.SSH: "iam:ListSSHPublicKeys",
}


def profile_of(situation: Situation) -> ProfileFact | None:
    """The settings of the profile in force."""
    return next((one for one in situation.profiles if one.name == situation.profile), None)


def key_problem(key: LocalKey) -> str:
    """Why IAM or git could not use the key, as one sentence; empty where it is fit.

    A passphrase is no problem: `key.encrypted` says it.
    """
    if not key.has_private:
        return "Only its public half is here; git needs the private one."
    if not key.body:
        return "Its public half is missing and cannot be read from the private one."
    if key.problem:
        return key.problem
    if key.type != "ssh-rsa":
        return f"It is of type {key.type}, and IAM takes only RSA keys."
    if not 2048 <= key.bits <= 16384:
        return f"It has {key.bits} bits, and IAM takes 2048 to 16384."
    return ""


def could_go(
    held: tuple[GitCredential, ...] | tuple[SshKey, ...],
) -> GitCredential | SshKey:
    """The one to delete first where all slots are taken: an inactive one, else the oldest."""
    ordered: list[GitCredential | SshKey] = [*held]
    return min(ordered, key=lambda one: (one.status == "Active", one.created))


def wants_mfa(situation: Situation) -> bool:
    """Whether a policy refuses this IAM user's git requests unless they carry MFA.

    Where IAM may not be asked in advance, an explicit refusal of a user who has an MFA device is
    taken for that policy: AWS's own sample refuses nearly everything so.
    """
    if situation.identity.kind not in (Kind.IAM_USER, Kind.IAM_USER_SESSION):
        return False
    verdicts = situation.permissions
    asked = [verdicts[action] for action in (PULL, PUSH) if action in verdicts]
    if any(one.decision != "unknown" for one in asked):
        return any(one.only_with_mfa for one in asked)
    refused = (verdicts.get(action) for action in LIST.values())
    explicit = any(one and one.decision == "denied" and "explicit" in one.why for one in refused)
    return explicit and not situation.identity.mfa and _has_device(situation)


def _has_device(situation: Situation) -> bool:
    profile, serials = profile_of(situation), situation.holdings.mfa_serials
    return bool(profile and profile.mfa_serial) or bool(
        serials and not isinstance(serials, Unknown)
    )


def existing(situation: Situation, method: Method) -> tuple[str, ...]:
    """The ids of what can be used again, for https and ssh."""
    return _kept_ids(situation) if method is Method.HTTPS else _shared_keys(situation)


def _kept_ids(situation: Situation) -> tuple[str, ...]:
    """The Active Git credentials whose password this machine keeps."""
    held = situation.holdings.git_credentials
    kept = {
        one.username for one in situation.machine.vault if one.account == situation.identity.account
    }
    if isinstance(held, Unknown):
        return ()
    return tuple(one.id for one in held if one.status == "Active" and one.user_name in kept)


def _shared_keys(situation: Situation) -> tuple[str, ...]:
    """The ids of this machine's usable keys that IAM has and that are Active."""
    held = situation.holdings.ssh_keys
    here = {one.body for one in situation.machine.keys if not key_problem(one)}
    if isinstance(held, Unknown):
        return ()
    return tuple(one.id for one in held if one.status == "Active" and one.body in here)


def _held(situation: Situation, method: Method) -> tuple[GitCredential, ...] | tuple[SshKey, ...]:
    holdings = situation.holdings
    held = holdings.git_credentials if method is Method.HTTPS else holdings.ssh_keys
    return () if isinstance(held, Unknown) else held


def slot(situation: Situation, method: Method) -> tuple[str, ...]:
    """The free slot that IAM lacks, where all are taken."""
    limit = SLOTS[Credential.GIT if method is Method.HTTPS else Credential.SSH]
    return (FREE_SLOT,) if len(_held(situation, method)) >= limit else ()


def full(situation: Situation, method: Method) -> str:
    """That all slots are taken, and which one could go."""
    held = _held(situation, method)
    what = "Git credentials" if method is Method.HTTPS else "SSH keys"
    going = could_go(held)
    why = "the oldest" if going.status == "Active" else "inactive"
    return (
        f"All {len(held)} slots that IAM has for your {what} are taken; "
        f"{going.id} could go, it is {why}."
    )


def permission(situation: Situation, method: Method) -> tuple[str, ...]:
    """The IAM action that is refused; where IAM may not be asked, listing stands for creating."""
    action = CREATE[method]
    verdict = situation.permissions.get(action)
    if verdict is None or verdict.decision == "unknown":
        listing = situation.permissions.get(LIST[method])
        return (action,) if listing and listing.decision == "denied" else ()
    if verdict.decision == "allowed":
        return ()
    return (MFA_CODE,) if verdict.with_mfa else (action,)


def tools(situation: Situation, method: Method) -> tuple[str, ...]:
    """The programs that are missing."""
    machine = situation.machine
    wanted = {
        "git": machine.git is None,
        "ssh": method is Method.SSH and machine.ssh is None,
        "git-remote-codecommit": method is Method.GRC and machine.grc is None,
    }
    return tuple(name for name, missing in wanted.items() if missing)


def place(situation: Situation, method: Method) -> tuple[str, ...]:
    """The place for the password, where there is no keyring."""
    if method is not Method.HTTPS or situation.sandbox is not None:
        return ()
    return () if situation.machine.keyring.usable else (PLACE,)
