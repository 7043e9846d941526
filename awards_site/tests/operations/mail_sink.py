"""A mail server that keeps what it is given: enough SMTP for Django's client."""

import socketserver
import threading
from contextlib import contextmanager
from email import message_from_bytes, policy

GREETING, READY, GO_ON, DONE = b"220 sink\r\n", b"250 ok\r\n", b"354 go on\r\n", b"221 bye\r\n"


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(GREETING)
        for line in self.rfile:
            verb = line[:4].upper()
            if verb == b"DATA":
                self.wfile.write(GO_ON)
                self.server.kept.append(self._message())
            self.wfile.write(DONE if verb == b"QUIT" else READY)
            if verb == b"QUIT":
                return

    def _message(self):
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.removeprefix(b"."))
        return message_from_bytes(b"".join(lines), policy=policy.default)


class _Sink(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def mail_sink():
    """Gives its EMAIL_URL and the growing list of messages."""
    with _Sink(("127.0.0.1", 0), _Conversation) as server:
        server.kept = []
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"smtp://127.0.0.1:{server.server_address[1]}", server.kept
        server.shutdown()
