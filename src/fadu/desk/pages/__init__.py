# SPDX-License-Identifier: MulanPSL-2.0
"""One module a page: reads by selectors, writes by services, decides nothing."""
