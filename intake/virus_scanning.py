"""Ask a ClamAV daemon about a file, in the protocol that clamd speaks (INSTREAM)."""

import socket
import struct
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from django.core.files.base import File

PORT = 3310
SECONDS = 30
CHUNK = 64 * 1024


class NoScanner(Exception):
    """The daemon cannot be reached, or gave no answer that can be read."""


def address_of(url: str) -> tuple[str, int] | str:
    """Where the daemon listens: tcp://host:port, or unix:///path. Raises ValueError for anything else."""
    parts = urlsplit(url)
    if parts.scheme == "unix" and parts.path.startswith("/") and not parts.hostname:
        return parts.path
    if parts.scheme == "tcp" and parts.hostname and parts.path in {"", "/"}:
        return parts.hostname, parts.port or PORT
    raise ValueError("CLAMD_URL has to read tcp://host:3310 or unix:///path/to/clamd.sock")


def threat_in(content: "File[bytes]", url: str) -> str:
    """The name of what the daemon found in the file; empty where it found nothing. Raises NoScanner."""
    try:
        with closing(_connected(address_of(url))) as daemon:
            daemon.sendall(b"zINSTREAM\0")
            for chunk in content.chunks(CHUNK):
                daemon.sendall(struct.pack("!L", len(chunk)) + chunk)
            daemon.sendall(struct.pack("!L", 0))
            answer = _answer(daemon)
    except OSError as error:
        raise NoScanner(f"the virus scanner cannot be reached ({type(error).__name__})") from error
    verdict = answer.removeprefix("stream:").strip()
    if verdict == "OK":
        return ""
    if verdict.endswith(" FOUND"):
        return verdict.removesuffix(" FOUND")
    raise NoScanner(f"the virus scanner answered “{verdict[:80]}”")


def _connected(address: tuple[str, int] | str) -> socket.socket:
    if isinstance(address, tuple):
        return socket.create_connection(address, timeout=SECONDS)
    daemon = socket.socket(socket.AF_UNIX)
    daemon.settimeout(SECONDS)
    daemon.connect(address)
    return daemon


def _answer(daemon: socket.socket) -> str:
    heard = b""
    while not heard.endswith(b"\0") and len(heard) < CHUNK and (more := daemon.recv(4096)):
        heard += more
    return heard.rstrip(b"\0\n").decode("utf-8", "replace")
