# SPDX-License-Identifier: MulanPSL-2.0
"""No table changes: what a second officer has not confirmed waits for him after the case has ended, so an upgrade derives it anew."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """Nothing but the occasion for `fadu upgrade` to derive what follows from acts."""

    dependencies: ClassVar = [("cases", "0017_terms_told_of_one_party")]

    operations: ClassVar = []
