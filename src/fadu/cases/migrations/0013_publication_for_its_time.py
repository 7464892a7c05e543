# SPDX-License-Identifier: MulanPSL-2.0
"""No table changes: what is published has terms of its own from here on, so an upgrade derives them anew."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """Nothing but the occasion for `fadu upgrade` to derive what follows from acts."""

    dependencies: ClassVar = [("cases", "0012_terms_by_their_events")]

    operations: ClassVar = []
