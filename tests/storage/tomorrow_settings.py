# SPDX-License-Identifier: MulanPSL-2.0
"""The settings of a release of tomorrow: today's, with one more migration."""

from fadu.assembly.settings import *  # noqa: F403

MIGRATION_MODULES = {"assembly": "tests.storage.tomorrow"}
