# SPDX-License-Identifier: MulanPSL-2.0
"""Cases, acts, clocks and assignments; open, perform, import; the inbox, search, and who may see what."""
