# SPDX-License-Identifier: MulanPSL-2.0
"""The site and the background of a home in one process, which lives at whatever time it is told: `python -m tests.browser.one_process PORT`.

A line on its input is how many seconds it lives from the true time from then on; it answers with a line when the background has done
what had come by then. What `fadu serve` starts beside the application, and how it watches over that, has tests of its own
(tests/demo/test_serve.py), and the bureaus of ``founded`` are served by it.
"""

from __future__ import annotations

import select
import sys
import threading
from datetime import timedelta
from typing import Any

#: the background does a round after so many seconds in which nothing was asked, as `fadu work` does
EVERY = 60


def main(port: int) -> None:
    """Serve until the input ends."""
    from fadu.assembly.wsgi import application
    from fadu.cases.background import rounds
    from fadu.kernel import clock

    threading.Thread(target=_listening(port, application).serve_forever, daemon=True).start()
    while True:
        rounds.run()
        print("ready", flush=True)
        while not select.select([sys.stdin], [], [], EVERY)[0]:
            rounds.run()
        line = sys.stdin.readline()
        if not line:
            return
        clock.shift(timedelta(seconds=int(line)))


def _listening(port: int, application: Any) -> Any:
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

    class Silent(WSGIRequestHandler):
        """Who looked when is nobody's, and no test reads it."""

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadedWSGIServer(("127.0.0.1", port), Silent)
    server.set_app(application)
    return server


if __name__ == "__main__":
    main(int(sys.argv[1]))
