# SPDX-License-Identifier: MulanPSL-2.0
"""Whose signature is missing is read from the turns: no index of all signatures ever made."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ('cases', '0014_turns'),
    ]

    operations: ClassVar = [
        migrations.RemoveIndex(
            model_name='act',
            name='act_signatures',
        ),
    ]
