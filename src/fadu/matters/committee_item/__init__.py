# SPDX-License-Identifier: MulanPSL-2.0
"""An item of collective discussion: docket, attendance, recusal, votes, resolution."""
