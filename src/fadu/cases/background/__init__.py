# SPDX-License-Identifier: MulanPSL-2.0
"""What goes on without anybody pressing: acts of the law, what follows after commit, holidays that move dates."""
