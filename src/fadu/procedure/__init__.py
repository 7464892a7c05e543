# SPDX-License-Identifier: MulanPSL-2.0
"""What a procedure is: model, loader, checker, guards, and the pure decide, explain and replay."""
