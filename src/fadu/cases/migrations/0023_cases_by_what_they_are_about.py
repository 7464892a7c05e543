# SPDX-License-Identifier: MulanPSL-2.0
"""What a case is called follows from its acts; `fadu upgrade` derives it for the cases that are there."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [('cases', '0022_amber_by_the_term')]

    operations: ClassVar = [
        migrations.AddField(
            model_name='case',
            name='heading',
            field=models.CharField(blank=True, max_length=300, verbose_name='称谓'),
        ),
    ]
