# SPDX-License-Identifier: MulanPSL-2.0
"""Opening cases and acting in them, and everything that follows in the same transaction."""
