# SPDX-License-Identifier: MulanPSL-2.0
"""A kind of case that comes as an installed package, with a table of its own."""
