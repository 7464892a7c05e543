# SPDX-License-Identifier: MulanPSL-2.0
"""行政许可: from the window to the licence, its renewal and its end."""
