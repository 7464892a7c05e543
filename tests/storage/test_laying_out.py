# SPDX-License-Identifier: MulanPSL-2.0
"""A new database laid out at once is the one that going through every migration leaves: tables, columns, indexes, checks, triggers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.own_database

DESCRIBE = """
import json, re, django
django.setup()
from django.core.management import call_command
from django.db import connection
from fadu.storage import laying_out, schema
{way}
def rows(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [list(map(str, row)) for row in cursor.fetchall()]
said = {{"applied": schema.applied(), "pending": schema.pending(), "missing": schema.missing_tables()}}
said["permissions"] = len(rows("SELECT 1 FROM auth_permission")), len(rows("SELECT 1 FROM django_content_type"))
if connection.vendor == "sqlite":
    plain = lambda sql: re.sub(r"\\s+", " ", sql or "").replace('"', "")
    tables = sorted(row[0] for row in rows("SELECT name FROM sqlite_master WHERE type = 'table'"))
    said["columns"] = {{t: sorted(r[1:] for r in rows(f"PRAGMA table_xinfo('{{t}}')")) for t in tables}}
    said["foreign"] = {{t: sorted(r[2:] for r in rows(f"PRAGMA foreign_key_list('{{t}}')")) for t in tables}}
    with connection.cursor() as cursor:
        said["constraints"] = {{
            t: sorted(
                json.dumps([name if not name.startswith(("__", "fk_")) and "autoindex" not in name else "", c["columns"], c["primary_key"], c["unique"], c["check"], c["index"]])
                for name, c in connection.introspection.get_constraints(cursor, t).items()
            )
            for t in tables if not t.startswith(("cases_search_", "people_search_", "sqlite_"))
        }}
    said["indexes"] = sorted(plain(r[0]) for r in rows("SELECT sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"))
    said["triggers"] = sorted(sorted(re.findall(r"[^ ,]+", plain(r[0]))) for r in rows("SELECT sql FROM sqlite_master WHERE type = 'trigger'"))
    said["checks"] = {{
        r[0]: sorted(re.findall(r"CONSTRAINT (\\w+) CHECK", plain(r[1]))) for r in rows("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
    }}
else:
    said["columns"] = sorted(rows(
        "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default, is_identity"
        " FROM information_schema.columns WHERE table_schema = 'public'"
    ))
    said["constraints"] = sorted(rows(
        "SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace"
    ))
    said["indexes"] = sorted(rows("SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"))
    said["triggers"] = sorted(
        sorted(re.findall(r"[^ ,]+", r[0])) for r in rows("SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal")
    )
print(json.dumps(said, ensure_ascii=False, sort_keys=True))
"""
#: the way by which a database comes to be -> the code that goes it
WAYS = {
    "at once": "assert laying_out.is_new(); schema.prepare(); assert not laying_out.is_new()",
    "by every release": 'call_command("migrate", verbosity=0, interactive=False)',
}


def laid_out(way: str, home: Path) -> Any:
    """What stands in an empty database of its own after it was laid out in a way."""
    from django.db import connection

    env = {**os.environ, "FADU_HOME": str(home)}
    name = f"laid_out_{uuid.uuid4().hex[:10]}"
    if connection.vendor == "postgresql":
        address = os.environ["DATABASE_URL"]
        env["DATABASE_URL"] = address.replace("/fadu?", f"/{name}?")
        assert env["DATABASE_URL"] != address
        _by_the_server(address, f"CREATE DATABASE {name}")
    try:
        code = DESCRIBE.format(way=WAYS[way])
        said = subprocess.run(
            [sys.executable, "-c", code], env=env, check=False, capture_output=True, text=True
        )
        assert said.returncode == 0, said.stderr[-3000:]
        return json.loads(said.stdout)
    finally:
        if connection.vendor == "postgresql":
            _by_the_server(os.environ["DATABASE_URL"], f"DROP DATABASE {name} WITH (FORCE)")


def _by_the_server(address: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(address, autocommit=True) as server:
        server.execute(statement)  # type: ignore[call-overload]


def test_a_database_laid_out_at_once_is_the_one_that_every_migration_leaves(tmp_path: Path) -> None:
    at_once = laid_out("at once", tmp_path / "at-once")
    by_every_release = laid_out("by every release", tmp_path / "by-every-release")

    assert at_once["pending"] == []
    assert at_once["missing"] == []
    for what, wanted in by_every_release.items():
        assert at_once[what] == wanted, what
