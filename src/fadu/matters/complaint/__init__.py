# SPDX-License-Identifier: MulanPSL-2.0
"""消费投诉: registered, passed on or accepted, mediated, performed."""
