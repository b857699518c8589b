"""Whether a server can be reached, and through which proxy."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Network:
    """Whether the host can be reached on the port that the method needs."""

    port: int = 443
    resolves: bool | None = None
    connects: bool | None = None
    """Directly, or through the proxy where there is one; None: not tried."""
    proxy: str = ""
    """The proxy in force, without its password, and empty without one."""
    proxy_from: str = ""
    problem: str = ""
    endpoint_from: str = ""
    """The variable that says where AWS itself is asked; empty without one."""
    aws_proxy_from: str = ""
    """The variable that sends AWS's tools through a proxy; empty without one."""
