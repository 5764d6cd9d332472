"""A small load generator: keep-alive connections in a closed loop, from one Python process.

It costs about as much processor time as a cached answer, on the same machine. This is why the
tables give first what the server's workers consumed, which the client cannot disturb.
"""

import selectors
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.servers import Server

_END_OF_HEAD = b"\r\n\r\n"
_LENGTH = b"\r\ncontent-length: "


class UnexpectedAnswerError(RuntimeError):
    """The server answered something else than 200: what would be measured means nothing."""


@dataclass(slots=True)
class Burst:
    """What a moment of load took; times in seconds."""

    requests: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)


class _Connection:
    """One keep-alive connection with some requests under way."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._buffer = bytearray()
        self._host = f"Host: 127.0.0.1:{port}\r\nAccept-Encoding: gzip\r\n\r\n"
        self.awaited: list[str] = []
        self.begun = 0.0

    def send(self, paths: list[str]) -> None:
        """Ask for some paths, in one write."""
        asked = "".join(f"GET {path} HTTP/1.1\r\n{self._host}" for path in paths)
        self.awaited = paths
        self.begun = time.perf_counter()
        self.socket.sendall(asked.encode())

    def receive(self) -> int:
        """Read what has come and give how many answers it ends."""
        data = self.socket.recv(1 << 20)
        if not data:
            raise UnexpectedAnswerError(f"connexion fermée après {self.awaited[:1]}")
        self._buffer += data
        finished = 0
        while self._take_answer():
            finished += 1
        return finished

    def _take_answer(self) -> bool:
        """Take one whole answer out of the buffer."""
        buffer = self._buffer
        end = buffer.find(_END_OF_HEAD)
        if end < 0:
            return False
        start = buffer.find(_LENGTH, 0, end + 2)
        if not buffer.startswith(b"HTTP/1.1 200") or start < 0:
            head = buffer[:end].decode("latin-1")
            raise UnexpectedAnswerError(f"{self.awaited[0]}\n{head}")
        start += len(_LENGTH)
        size = end + len(_END_OF_HEAD) + int(buffer[start : buffer.find(b"\r\n", start)])
        if len(buffer) < size:
            return False
        del buffer[:size]
        del self.awaited[0]
        return True


class Client:
    """A set of open connections to one server."""

    def __init__(self, server: Server, *, connections: int) -> None:
        self._server = server
        self._connections = [_Connection(server.port) for _ in range(connections)]

    def close(self) -> None:
        """Close every connection."""
        for connection in self._connections:
            connection.socket.close()

    def warm(self, paths: list[str]) -> None:
        """Ask each path once on every connection, so that each worker has seen it."""
        for path in paths:
            for connection in self._connections:
                connection.send([path])
                while connection.awaited:
                    connection.receive()

    def burst(self, paths: Iterator[str], *, seconds: float, depth: int = 1) -> Burst:
        """Load the server for some time; each connection keeps `depth` requests under way."""
        burst = Burst()
        cpu = self._server.cpu_seconds()
        begun = time.perf_counter()
        deadline = begun + seconds
        with selectors.DefaultSelector() as selector:
            for connection in self._connections:
                selector.register(connection.socket, selectors.EVENT_READ, connection)
                connection.send([next(paths) for _ in range(depth)])
            busy = len(self._connections)
            while busy:
                for key, _ in selector.select():
                    connection = key.data
                    burst.requests += connection.receive()
                    if connection.awaited:
                        continue
                    now = time.perf_counter()
                    burst.latencies.append((now - connection.begun) / depth)
                    if now < deadline:
                        connection.send([next(paths) for _ in range(depth)])
                    else:
                        busy -= 1
        burst.seconds = time.perf_counter() - begun
        burst.cpu_seconds = self._server.cpu_seconds() - cpu
        return burst
