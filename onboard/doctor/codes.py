"""The short code of each finding, so that two people on the phone mean the same one.

A code once given stays with its finding; new ones are added at the end.
"""

IDS = (
    *("403-unspecific", "stale-helper-password", "keychain-conflict", "gcm-conflict"),
    *("git-credential-wrong-or-inactive", "helper-not-configured", "helper-bypassed"),
    *("helper-command-not-found", "helper-misconfigured", "no-usehttppath", "no-prompt-possible"),
    *("repo-not-found", "bad-url", "proxy-or-dns", "tls-interception", "rate-exceeded"),
    *("too-large-push", "no-aws-credentials", "aws-profile-missing", "aws-config-broken"),
    *("expired-sso", "expired-session", "invalid-token", "wrong-secret-key"),
    *("mfa-session-needed", "wrong-mfa-code", "clock-skew", "login-needs-crt", "no-grc"),
    *("grc-broken-install", "grc-bad-profile", "grc-region", "grc-no-credentials"),
    *("grc-outdated-botocore", "grc-credential-process", "grc-blocked-in-submodule"),
    *("grc-scheme-unsupported", "publickey-unspecific", "publickey-wrong-user"),
    *("publickey-not-uploaded", "key-file-missing", "key-unreadable", "key-permissions"),
    *("key-type-not-accepted", "config-permissions", "putty", "too-many-auth-failures"),
    *("hostkey-unknown", "hostkey-changed", "ssh-rsa-disabled", "ssh-ok-not-an-error"),
    *("no-permission-pull", "no-permission-push", "no-permission-api", "no-permission-iam"),
    *("explicit-deny-mfa", "explicit-deny-scp", "branch-protected", "kms-denied"),
    *("service-closed", "slots-full"),
    *("unknown", "environment", "retired", "not-installed", "nothing-set-up", "password-in-url"),
    *("unfinished-run", "old-credential", "ssh-config-unread"),
    *("address-replaced", "tls-not-checked"),
    *("ssh-program-missing", "ssh-runs-commands", "key-needs-passphrase"),
)


def code(id_: str) -> str:
    """As `D12`."""
    return f"D{IDS.index(id_) + 1}"
