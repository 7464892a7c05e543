# SPDX-License-Identifier: MulanPSL-2.0
"""`python -m benchmarks [--only SECTION,…]`: measure, print a line for each figure, keep all, and write docs/benchmarks.md."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from importlib import import_module

import django

#: reading histories asks for the keys of a bureau; this one is made for the measurement
os.environ["FADU_HOME"] = tempfile.mkdtemp(prefix="fadu-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "fadu.assembly.settings"
django.setup()

from django.core.management import call_command  # noqa: E402

from benchmarks import page, results  # noqa: E402

#: measured in this order: what only computes, then what builds worlds
SECTIONS = (
    "deadlines",
    "engine",
    "ledger",
    "conformance",
    "starting",
    "recording",
    "importing",
    "demo",
    "pages",
    "serving",
    "backup",
    "proof",
    "figures",
)


def main() -> int:
    """0 every goal that no release may miss is reached, 1 one is not, 2 there is no such section."""
    asked = sys.argv[sys.argv.index("--only") + 1].split(",") if "--only" in sys.argv else SECTIONS
    if unknown := set(asked) - set(SECTIONS):
        print(f"no such section: {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}")
        return 2
    call_command("migrate", verbosity=0, interactive=False)  # what reads histories looks for keys there
    broken = False
    for section in asked:
        began, measured = time.monotonic(), []
        for result in import_module(f"benchmarks.{section}").run():
            print(result.line(), flush=True)
            measured.append(result)
            broken |= result.must and not result.is_reached
        if "--print" not in sys.argv:
            results.keep(section, measured, time.monotonic() - began)
            page.main()
    return int(broken)


if __name__ == "__main__":
    raise SystemExit(main())
