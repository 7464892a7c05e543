# SPDX-License-Identifier: MulanPSL-2.0
"""`python -m fadu` is `fadu`."""

from fadu.assembly.entry import main

raise SystemExit(main())
