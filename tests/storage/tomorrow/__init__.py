# SPDX-License-Identifier: MulanPSL-2.0
"""Migrations of a release of tomorrow, for the room that has none today: what an upgrade has to do."""
