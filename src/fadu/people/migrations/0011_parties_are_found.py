# SPDX-License-Identifier: MulanPSL-2.0
"""By what a party is found: rows that follow from the register; `fadu upgrade` derives them for the parties that are there."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from fadu.storage.fulltext import WordIndex

INDEX = WordIndex(name="people_search", table="people_partyfinding", words="grams", row="party_id")


def create(apps, schema_editor):
    for statement in INDEX.statements(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies: ClassVar = [('people', '0010_departments_change_names')]

    operations: ClassVar = [
        migrations.CreateModel(
            name='PartyFinding',
            fields=[
                ('party', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='finding', serialize=False, to='people.party')),
                ('phone_index', models.CharField(blank=True, max_length=64, verbose_name='据以查找的电话')),
                ('grams', models.TextField(verbose_name='据以查找的词')),
            ],
            options={
                'verbose_name': '主体的检索词',
                'indexes': [models.Index(condition=models.Q(('phone_index', ''), _negated=True), fields=['phone_index'], name='party_by_phone')],
            },
        ),
        migrations.RunPython(create, migrations.RunPython.noop),
    ]
