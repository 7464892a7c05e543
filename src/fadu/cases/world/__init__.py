# SPDX-License-Identifier: MulanPSL-2.0
"""What a guard may look at: the acts of a case as values, what is sealed in them, what is remembered of them."""
