# SPDX-License-Identifier: MulanPSL-2.0
"""What the desk shows of a case, part by part."""
