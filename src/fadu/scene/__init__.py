# SPDX-License-Identifier: MulanPSL-2.0
"""A stage on which lives of cases are played through the real services: for stories, demo and load."""
