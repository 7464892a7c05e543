# SPDX-License-Identifier: MulanPSL-2.0
"""A second opinion on the law of conduct that shares nothing with the engine: own sentences, own days, own amounts."""
