# SPDX-License-Identifier: MulanPSL-2.0
"""A fictional bureau living through a year by driving the engine."""
