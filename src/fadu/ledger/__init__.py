# SPDX-License-Identifier: MulanPSL-2.0
"""Append-only records, hash chains, the Merkle tree, signed tree heads and proofs."""
