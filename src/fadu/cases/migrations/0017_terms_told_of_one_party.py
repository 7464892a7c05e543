# SPDX-License-Identifier: MulanPSL-2.0
"""No table changes: a term that begins by what was told of one party is that party's from here on, so an upgrade derives them anew."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """Nothing but the occasion for `fadu upgrade` to derive what follows from acts."""

    dependencies: ClassVar = [("cases", "0016_second_officers_are_waited_for")]

    operations: ClassVar = []
