# SPDX-License-Identifier: MulanPSL-2.0
"""The ordinary penalty procedure: from the lead to the closing of the case."""
