# SPDX-License-Identifier: MulanPSL-2.0
"""What an act issues: the papers of a case, what fills them, their numbers, their service."""
