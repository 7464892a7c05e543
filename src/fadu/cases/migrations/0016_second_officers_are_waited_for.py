# SPDX-License-Identifier: MulanPSL-2.0
"""No table changes: acts of two officers and corrections wait for the second from here on, so an upgrade derives the turns anew."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """Nothing but the occasion for `fadu upgrade` to derive what follows from acts."""

    dependencies: ClassVar = [("cases", "0015_who_signs_is_a_turn")]

    operations: ClassVar = []
