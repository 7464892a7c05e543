# SPDX-License-Identifier: MulanPSL-2.0
"""What the templates of the desk ask of what they show."""
