"""ssh's ProxyCommand in the sandbox: `relay.py PORT HOST 22` joins ssh to the sandbox's SSH server.

It runs as a plain file with the standard library alone, because it starts once per connection.
The line it sends first stands for what a name server would have told: the host that was wanted.
"""

import contextlib
import os
import socket
import sys
import threading

BLOCK = 1 << 16
SSH = "22"


def main(port: str = "", host: str = "", wanted: str = SSH) -> int:
    """Copy both ways until the server is done; without a host, say that nothing else is reached."""
    if not host:
        sys.stderr.write("The sandbox reaches CodeCommit's SSH hosts and no other.\n")
        return 1
    if wanted != SSH:  # as at AWS, where no other port answers
        sys.stderr.write(f"ssh: connect to host {host} port {wanted}: Connection timed out\n")
        return 1
    try:
        server = socket.create_connection(("127.0.0.1", int(port)), timeout=10)
    except OSError:
        sys.stderr.write("The sandbox's SSH server does not answer. Run: onboard sandbox\n")
        return 1
    server.settimeout(None)
    server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    server.sendall(host.encode() + b"\n")
    sender = threading.Thread(target=_send, args=(server,), daemon=True)
    sender.start()
    _receive(server)
    os.close(1)
    sender.join(2)  # ssh hears of the end by reading; a pipe that breaks first changes its words
    return 0


def _send(server: socket.socket) -> None:
    while block := os.read(0, BLOCK):
        with contextlib.suppress(OSError):
            server.sendall(block)
    with contextlib.suppress(OSError):
        server.shutdown(socket.SHUT_WR)


def _receive(server: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while block := server.recv(BLOCK):
            view = memoryview(block)
            while view:
                view = view[os.write(1, view) :]


if __name__ == "__main__":
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(0, os.O_BINARY)
        msvcrt.setmode(1, os.O_BINARY)
    # The sending thread may be waiting in read(0): leave without waiting for it.
    os._exit(main(*sys.argv[1:]))
