# SPDX-License-Identifier: MulanPSL-2.0
"""Sub-commands of the fadu command."""
