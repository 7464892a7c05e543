# SPDX-License-Identifier: MulanPSL-2.0
"""Lets the demo's bureau live its year at a share of its business in the home the environment names."""

from __future__ import annotations

import json
import sys
import time

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from fadu.demo import year  # noqa: E402
from fadu.ledger.sequencing import sequence  # noqa: E402
from fadu.storage import schema  # noqa: E402

PASSWORD = "Eine-Losung-nur-zum-Messen"


def main() -> None:
    """Print what the year cost as one line of JSON: seconds of processor time, acts, refusals."""
    schema.prepare()
    began = time.process_time()
    lived = year.live(year=2022, seed=1, scale=float(sys.argv[1]), password=PASSWORD)
    seconds = time.process_time() - began
    sequence()
    call_command("collectstatic", verbosity=0, interactive=False)
    cost = {"seconds": seconds, "acts": lived.acts, "refusals": lived.refusals}
    print(json.dumps({**cost, "at_desk": lived.at_desk, "seconds_at_desk": lived.seconds_at_desk}))


if __name__ == "__main__":
    main()
