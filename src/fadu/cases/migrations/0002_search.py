# SPDX-License-Identifier: MulanPSL-2.0
"""The full-text index of cases, by the means of each database and without extensions."""

from django.db import migrations

from fadu.storage.fulltext import WordIndex

INDEX = WordIndex(name="cases_search", table="cases_searchtext", words="grams", row="case_id")


def create(apps, schema_editor):
    for statement in INDEX.statements(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
