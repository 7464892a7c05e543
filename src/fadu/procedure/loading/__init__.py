# SPDX-License-Identifier: MulanPSL-2.0
"""Reading the parts of a procedure file: one module for each kind of part."""
