# SPDX-License-Identifier: MulanPSL-2.0
"""What `fadu ledger` does beside proving and verifying: heads and keys."""
