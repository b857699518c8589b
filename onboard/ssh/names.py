"""What things are called: a key's id, and the options that ssh knows."""

import re
from difflib import get_close_matches

_KEY_ID = re.compile(r"APKA[A-Z0-9]{12,124}")
"""Source: IAM API reference, SSHPublicKeyId, and "Unique identifiers" of the IAM user guide."""
_USER_ID = re.compile(r"A[A-Z]{3}[A-Z0-9]{12,124}")
OPTIONS = (
    *("Host", "Match", "Include", "AddKeysToAgent", "AddressFamily", "BatchMode", "BindAddress"),
    *("BindInterface", "CanonicalDomains", "CanonicalizeFallbackLocal", "CanonicalizeHostname"),
    *("CanonicalizeMaxDots", "CanonicalizePermittedCNAMEs", "CASignatureAlgorithms"),
    *("CertificateFile", "CheckHostIP", "Ciphers", "ClearAllForwardings", "Compression"),
    *("ConnectionAttempts", "ConnectTimeout", "ControlMaster", "ControlPath", "ControlPersist"),
    *("DynamicForward", "EnableSSHKeysign", "EscapeChar", "ExitOnForwardFailure"),
    *("FingerprintHash", "ForkAfterAuthentication", "ForwardAgent", "ForwardX11"),
    *("ForwardX11Timeout", "ForwardX11Trusted", "GatewayPorts", "GlobalKnownHostsFile"),
    *("GSSAPIAuthentication", "GSSAPIDelegateCredentials", "HashKnownHosts"),
    *("HostbasedAcceptedAlgorithms", "HostbasedAuthentication", "HostKeyAlgorithms"),
    *("HostKeyAlias", "HostName", "IdentitiesOnly", "IdentityAgent", "IdentityFile"),
    *("IgnoreUnknown", "IPQoS", "KbdInteractiveAuthentication", "KbdInteractiveDevices"),
    *("KexAlgorithms", "KnownHostsCommand", "LocalCommand", "LocalForward", "LogLevel"),
    *("LogVerbose", "MACs", "NoHostAuthenticationForLocalhost", "NumberOfPasswordPrompts"),
    *("PasswordAuthentication", "PermitLocalCommand", "PermitRemoteOpen", "PKCS11Provider"),
    *("Port", "PreferredAuthentications", "ProxyCommand", "ProxyJump", "ProxyUseFdpass"),
    *("PubkeyAcceptedAlgorithms", "PubkeyAuthentication", "RekeyLimit", "RemoteCommand"),
    *("RemoteForward", "RequestTTY", "RequiredRSASize", "RevokedHostKeys", "SecurityKeyProvider"),
    *("SendEnv", "ServerAliveCountMax", "ServerAliveInterval", "SessionType", "SetEnv"),
    *("StdinNull", "StreamLocalBindMask", "StreamLocalBindUnlink", "StrictHostKeyChecking"),
    *("SyslogFacility", "TCPKeepAlive", "Tunnel", "TunnelDevice", "UpdateHostKeys", "User"),
    *("UserKnownHostsFile", "VerifyHostKeyDNS", "VisualHostKey", "XAuthLocation"),
)
"""The options of OpenSSH's client. Source: ssh_config(5) of OpenSSH 9."""
ELSEWHERE = {
    "usekeychain": "macOS's",
    "gssapikeyexchange": "Debian's and Red Hat's",
    "gssapitrustdns": "Debian's and Red Hat's",
    "pubkeyacceptedkeytypes": "an older",
    "useroaming": "an older",
    "warnweakcrypto": "a newer",
    "obscurekeystroketiming": "a newer",
    "channeltimeout": "a newer",
}
"""Options of other builds and versions, and whose they are."""


def is_key_id(user: str) -> bool:
    """Whether it has the form of an SSH key's id at IAM."""
    return _KEY_ID.fullmatch(user) is not None


def is_other_id(user: str) -> bool:
    """Whether it has the form of another id of AWS, as a user's `AIDA…`."""
    return _USER_ID.fullmatch(user) is not None and not is_key_id(user)


def meant(option: str) -> str:
    """The option that a misspelt one is meant to be; empty where that is not clear."""
    known = {one.lower(): one for one in OPTIONS}
    near = get_close_matches(option.lower(), known, n=1, cutoff=0.85)
    return known[near[0]] if near else ""
