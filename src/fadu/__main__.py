# SPDX-License-Identifier: MulanPSL-2.0
"""`python -m fadu` is `fadu`."""

from fadu.assembly.entry import program

raise SystemExit(program())
