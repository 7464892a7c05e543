# SPDX-License-Identifier: MulanPSL-2.0
"""Performance of a penalty decision by one party."""
