"""Ports of this machine that nobody listens on, for the servers of tests."""

import socket


def free_port() -> int:
    """Give a port that was free a moment ago, on loopback."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port
