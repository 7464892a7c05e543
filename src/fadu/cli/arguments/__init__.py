# SPDX-License-Identifier: MulanPSL-2.0
"""What the commands take: the parser that speaks Chinese, and one type for each kind of argument, with its bounds."""
