# SPDX-License-Identifier: MulanPSL-2.0
"""No table changes: that a complainant is told whether the complaint is accepted is a term from here on, so an upgrade derives it."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """Nothing but the occasion for `fadu upgrade` to derive what follows from acts."""

    dependencies: ClassVar = [("cases", "0018_confirmations_are_owed_after_the_end")]

    operations: ClassVar = []
