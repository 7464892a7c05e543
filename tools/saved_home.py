# SPDX-License-Identifier: MulanPSL-2.0
"""Keeps a small home of this release, which every later release must upgrade: ``tests/saved_homes/VERSION.tar.gz``.

``--first`` also writes down the state of the tables from which on homes can be upgraded; older ones are refused.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOMES = ROOT / "tests" / "saved_homes"
FIRST = ROOT / "src" / "fadu" / "storage" / "first_release.json"
#: parts of a home that are made anew
LEFT_OUT = {"cache", "static", "log", "backups", "reports"}


def main() -> int:
    """0 kept, 2 a home of this version is kept already."""
    from fadu import __version__

    target = HOMES / f"{__version__}.tar.gz"
    if target.exists():
        sys.stderr.write(f"{target} 已经存在：一个版本只保存一次。先改版本号。\n")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        env = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "FADU_WITNESS"}}
        env |= {"FADU_HOME": str(home), "PYTHONPATH": str(ROOT / "src")}
        for words in (["demo", "--scale", "0.02"], ["work", "--once"]):
            subprocess.run([sys.executable, "-m", "fadu", *words], env=env, check=True)  # noqa: S603 - our own command
        database = sqlite3.connect(home / "fadu.sqlite3")
        database.execute("VACUUM")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if "--first" in sys.argv:
            rows = database.execute("SELECT app, max(name) FROM django_migrations GROUP BY app ORDER BY app")
            FIRST.write_text(json.dumps(dict(rows), indent=1) + "\n", encoding="utf-8")
        database.close()
        HOMES.mkdir(exist_ok=True)
        with tarfile.open(target, "w:gz") as archive:
            for path in sorted(home.iterdir()):
                if path.name not in LEFT_OUT and not path.name.endswith(("-wal", "-shm")):
                    archive.add(path, arcname=path.name)
    sys.stdout.write(f"已保存 {target}（{target.stat().st_size // 1024} KB）\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
