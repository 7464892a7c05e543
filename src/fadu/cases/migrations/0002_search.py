# SPDX-License-Identifier: MulanPSL-2.0
"""The full-text index of cases, by the means of each database and without extensions."""

from django.db import migrations

SQLITE = (
    "CREATE VIRTUAL TABLE cases_search USING fts5(grams, content='cases_searchtext', content_rowid='case_id', tokenize='unicode61')",
    "CREATE TRIGGER cases_search_insert AFTER INSERT ON cases_searchtext BEGIN"
    " INSERT INTO cases_search(rowid, grams) VALUES (new.case_id, new.grams); END",
    "CREATE TRIGGER cases_search_delete AFTER DELETE ON cases_searchtext BEGIN"
    " INSERT INTO cases_search(cases_search, rowid, grams) VALUES ('delete', old.case_id, old.grams); END",
    "CREATE TRIGGER cases_search_update AFTER UPDATE ON cases_searchtext BEGIN"
    " INSERT INTO cases_search(cases_search, rowid, grams) VALUES ('delete', old.case_id, old.grams);"
    " INSERT INTO cases_search(rowid, grams) VALUES (new.case_id, new.grams); END",
)
POSTGRESQL = ("CREATE INDEX cases_search_words ON cases_searchtext USING gin (to_tsvector('simple', grams))",)
STATEMENTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def create(apps, schema_editor):
    for statement in STATEMENTS[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
