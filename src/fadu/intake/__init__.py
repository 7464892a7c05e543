# SPDX-License-Identifier: MulanPSL-2.0
"""Histories kept elsewhere: read (XLSX, CSV, XES), mapped to acts, taken in row by row; each row ends
as imported, updated or rejected with its reason."""
