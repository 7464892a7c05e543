# SPDX-License-Identifier: MulanPSL-2.0
"""Whose turn a case is: rows that follow from its acts; `fadu upgrade` derives them for the cases that are there."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ('cases', '0013_publication_for_its_time'),
        ('people', '0008_a_renewed_certificate_keeps_its_number'),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='Turn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField(verbose_name='序号')),
                ('who', models.CharField(max_length=10, verbose_name='等待对象')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='何人')),
                ('kind', models.CharField(max_length=10, verbose_name='种类')),
                ('what', models.CharField(max_length=120, verbose_name='何事')),
                ('role', models.CharField(blank=True, max_length=60, verbose_name='角色')),
                ('about', models.CharField(blank=True, max_length=120, verbose_name='关于')),
                ('since', models.DateField(verbose_name='自')),
                ('until', models.DateField(null=True, verbose_name='期限')),
                ('first', models.DateField(verbose_name='首日')),
                ('last', models.DateField(null=True, verbose_name='末日')),
                ('bureau', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.bureau')),
                ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='turns', to='cases.case')),
                ('department', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.department')),
            ],
            options={
                'verbose_name': '待办',
                'indexes': [models.Index(fields=['bureau', 'who', 'name', 'department', 'until'], name='turn_by_whom')],
                'constraints': [models.UniqueConstraint(fields=('case', 'place'), name='one_turn_per_place')],
            },
        ),
    ]
