"""ClamAV over its INSTREAM protocol: asked only when a setting names it, and fails closed."""

import socket
import struct

from tinhso.documents.gateways.refusals import ScannerUnavailable, UploadUnsafe

_CHUNK = 64 * 1024
_SECONDS = 20


def scan(content: bytes, address: str) -> None:
    """Ask the scanner at ``host:port`` or a socket path.

    :raises UploadUnsafe: it found something.
    :raises ScannerUnavailable: it gave no clear answer.
    """
    try:
        with _connect(address) as connection:
            connection.sendall(b"zINSTREAM\0")
            for at in range(0, len(content), _CHUNK):
                chunk = content[at : at + _CHUNK]
                connection.sendall(struct.pack("!L", len(chunk)) + chunk)
            connection.sendall(struct.pack("!L", 0))
            answer = _read(connection)
    except OSError as error:
        raise ScannerUnavailable from error
    if answer.endswith("FOUND"):
        raise UploadUnsafe
    if answer != "stream: OK":
        raise ScannerUnavailable


def _connect(address: str) -> socket.socket:
    if "/" in address:
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(_SECONDS)
        connection.connect(address)
        return connection
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=_SECONDS)


def _read(connection: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0"):
        part = connection.recv(4096)
        if not part:
            break
        answer += part
    return answer.rstrip(b"\0").decode(errors="replace").strip()
