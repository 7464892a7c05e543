# SPDX-License-Identifier: MulanPSL-2.0
"""A mail server on this machine that takes what it is sent in the order of RFC 5321, or refuses an address: real SMTP over a real socket."""

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
        #: the account it asks for, as AUTH PLAIN says it; empty: none
        self.asks_for = ""

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class Counter(socketserver.StreamRequestHandler):
    """One sender at the counter."""

    server: PostOffice

    def handle(self) -> None:
        self.say("220 post office")
        self.stands, self.is_known = "", not self.server.asks_for
        while line := self.rfile.readline():
            word, _, rest = line.decode().strip().partition(" ")
            if word.upper() == "QUIT":
                self.say("221 bye")
                return
            getattr(self, f"on_{word.lower()}", self.on_other)(rest)

    def on_ehlo(self, rest: str) -> None:
        self.stands = "greeted"
        self.say("250-post office\r\n250 AUTH PLAIN" if self.server.asks_for else "250 post office")

    on_helo = on_ehlo

    def on_auth(self, rest: str) -> None:
        self.is_known = rest == f"PLAIN {self.server.asks_for}"
        self.say("235 known" if self.is_known else "535 not known")

    def on_mail(self, rest: str) -> None:
        self.step("greeted", "from", rest.upper().startswith("FROM:<") and self.is_known)

    def on_rcpt(self, rest: str) -> None:
        if any(f"<{one}>" in rest for one in self.server.refuses):
            self.say("550 no such box")
        else:
            self.step("from" if self.stands == "from" else "to", "to", rest.upper().startswith("TO:<"))

    def on_data(self, rest: str) -> None:
        if self.stands != "to":
            self.say("503 in this order: MAIL, RCPT, DATA")
            return
        self.say("354 go on")
        self.take()
        self.stands = "greeted"

    def on_rset(self, rest: str) -> None:
        self.stands = "greeted"
        self.say("250 ok")

    def on_other(self, rest: str) -> None:
        self.say("502 not here")

    def step(self, stands: str, then: str, well_said: bool) -> None:
        """Go from one state of the talk to the next (RFC 5321, 4.1.4), or say what is wrong."""
        if self.stands != stands:
            self.say("503 in this order: MAIL, RCPT, DATA")
        elif not well_said:
            self.say("501 not so" if self.is_known else "530 who are you")
        else:
            self.stands = then
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
