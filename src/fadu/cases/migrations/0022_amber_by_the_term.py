# SPDX-License-Identifier: MulanPSL-2.0
"""From which day on the lamp of a term is yellow: of a case its nearest term, of a turn its own; an upgrade derives them."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """A day each on cases and on turns."""

    dependencies: ClassVar = [("cases", "0021_acts_by_officer")]

    operations: ClassVar = [
        migrations.AddField("case", "amber_on", models.DateField(null=True, verbose_name="黄灯起始日")),
        migrations.AddField("turn", "amber_on", models.DateField(null=True, verbose_name="黄灯起始日")),
    ]
