# SPDX-License-Identifier: MulanPSL-2.0
"""The first floor that knows a database: statements written once, triggers, and what differs between vendors."""
