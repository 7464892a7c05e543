# SPDX-License-Identifier: MulanPSL-2.0
"""Bureaus, departments, officers, appointments, certificates, committees, and the parties the bureau deals with."""
