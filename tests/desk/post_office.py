# SPDX-License-Identifier: MulanPSL-2.0
"""A mail server on this machine that takes what it is sent, or refuses an address: real SMTP over a real socket."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message


class PostOffice(socketserver.ThreadingTCPServer):
    """Keeps every message it takes; ``refuses`` are addresses it does not know."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Counter)
        self.messages: list[Message] = []
        self.refuses: set[str] = set()

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class Counter(socketserver.StreamRequestHandler):
    """One sender at the counter."""

    server: PostOffice

    def handle(self) -> None:
        self.say("220 post office")
        while line := self.rfile.readline():
            word, _, rest = line.decode().strip().partition(" ")
            if word.upper() == "DATA":
                self.say("354 go on")
                self.take()
            elif word.upper() == "QUIT":
                self.say("221 bye")
                return
            elif word.upper() == "RCPT" and any(f"<{one}>" in rest for one in self.server.refuses):
                self.say("550 no such box")
            else:
                self.say("250 ok")

    def say(self, answer: str) -> None:
        self.wfile.write(f"{answer}\r\n".encode())

    def take(self) -> None:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        self.server.messages.append(message_from_bytes(b"".join(lines)))
        self.say("250 taken")


@contextmanager
def opened() -> Iterator[PostOffice]:
    """A post office that is open inside the block."""
    with PostOffice() as office:
        thread = threading.Thread(target=office.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield office
        finally:
            office.shutdown()
            thread.join()


def subject_of(message: Message) -> str:
    return str(make_header(decode_header(message["Subject"])))


def text_of(message: Message) -> str:
    return bytes(message.get_payload(decode=True)).decode()  # type: ignore[arg-type]
