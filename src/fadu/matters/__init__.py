# SPDX-License-Identifier: MulanPSL-2.0
"""One small room per kind of case, all furnished alike."""
