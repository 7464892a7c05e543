# SPDX-License-Identifier: MulanPSL-2.0
"""What `make test` and its siblings run: lint, types and floors; the pure rooms once; the rest on SQLite and on PostgreSQL.

The address of PostgreSQL is in the environment before pytest starts: set later, the run would silently use SQLite.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
#: the files that take longest come first, so that at the end no worker waits for another that is at one of them
PURE = [
    "tests/judge",
    "tests/procedure",
    "tests/kernel",
    "tests/law",
    "src/fadu/kernel",
    "src/fadu/law",
    "src/fadu/procedure",
]
#: run once, on SQLite: they live in homes of their own, drive a browser, or read the tree; those that take longest begin
ONCE = ["tests/demo", "tests/browser", "tests/architecture"]
#: folders with files of few tests that take long, before the others
LONG_FILES = ["tests/storage", "tests/people", "tests/intake", "tests/cli", "tests/cases", "tests/ledger"]
#: who runs them: much of it waits for a browser or a server that starts, so one more than there are cores
AT_ONCE = 3


def step(title: str, command: list[str], env: dict[str, str], *, at_once: bool = False) -> bool:
    """Run one step, say how long it took, and whether it passed. ``at_once``: beside another, so what it prints is kept to its end."""
    if not at_once:
        print(f"\n── {title}", flush=True)
    began = time.monotonic()
    kept = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT} if at_once else {}
    ended = subprocess.run(command, cwd=ROOT, env=env, check=False, text=True, **kept)
    passed = ended.returncode == 0
    took = f"{'通过' if passed else f'未通过（{ended.returncode}）'}，{time.monotonic() - began:.0f}秒"
    print(
        f"\n── {title}\n{ended.stdout}" if at_once else "",
        f"── {title}：{took}\n",
        sep="",
        end="",
        flush=True,
    )
    return passed


def static(env: dict[str, str]) -> list[bool]:
    """Lint, types, floors, procedures: two at a time, for each works on one core; the longest first."""
    ours = ["src", "tests", "verifiers", "tools", "benchmarks"]
    python = [sys.executable]
    steps = [
        ("mypy（其余各室，只许减少）", [*python, "tools/typing_ratchet.py"]),
        ("mypy", [str(BIN / "mypy")]),
        ("procedure check", [*python, "-m", "fadu", "procedure", "check", "--json"]),
        ("参考文档", [*python, "tools/reference.py", "--check"]),
        ("makemigrations --check", [*python, "-m", "django", "makemigrations", "--check", "--dry-run"]),
        ("import-linter", [str(BIN / "lint-imports")]),
        ("ruff", [str(BIN / "ruff"), "check", *ours]),
        ("ruff format", [str(BIN / "ruff"), "format", "--check", *ours]),
    ]
    with ThreadPoolExecutor(2) as beside:
        return list(beside.map(lambda each: step(*each, env, at_once=True), steps))


def pytest(title: str, paths: list[str], env: dict[str, str], *more: str) -> bool:
    """One run of pytest over the folders that exist."""
    return step(title, [sys.executable, "-m", *_tests(paths), *more], env)


def _tests(paths: list[str]) -> list[str]:
    there = [p for p in paths if (ROOT / p).exists()]
    # in the order in which they stand here: files of few tests, which are those that take longest, would otherwise come last
    workers = AT_ONCE if paths is ONCE else 2
    return ["pytest", "-q", "--dist", "loadfile", "--no-loadscope-reorder", "-n", str(workers), *there]


def coverage(env: dict[str, str], home: Path) -> list[bool]:
    """The pure rooms and those of the database on SQLite, measured; and whether the floors hold."""
    import branches

    env = branches.environment(env, home)
    return [
        step("纯函数各室（测分支）", [*branches.measured(), *_tests(PURE)], env),
        step("数据库各室（SQLite，测分支）", [*branches.measured(), *_tests(database_folders())], env),
        branches.holds(env),
    ]


def database_folders() -> list[str]:
    """The folders of tests that need a database."""
    apart = {*PURE, *ONCE}
    folders = sorted(
        f"tests/{p.name}" for p in (ROOT / "tests").iterdir() if p.is_dir() and any(p.rglob("test_*.py"))
    )
    return [*LONG_FILES, *(folder for folder in folders if folder not in {*apart, *LONG_FILES})]


def main() -> int:
    """Run everything; every step runs even if one before it failed."""
    home = Path(tempfile.mkdtemp(prefix="fadu-test-"))
    env = {
        # what was compiled is written down even where the machine says otherwise: each worker would compile every test anew
        **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "FADU_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "fadu.assembly.settings",
        "FADU_REAL_DATA": os.environ.get("FADU_REAL_DATA", str(ROOT.parent / "shared" / "data")),
        "PYTHONPATH": str(ROOT / "src"),
    }
    sqlite = {k: v for k, v in env.items() if k != "DATABASE_URL"}
    try:
        if "--coverage" in sys.argv:
            return 0 if all(coverage(sqlite, home)) else 1
        passed = static(sqlite)
        if "--static" in sys.argv:
            return 0 if all(passed) else 1
        passed.append(pytest("纯函数各室", PURE, sqlite))
        passed.append(pytest("结构与浏览器", ONCE, sqlite))
        passed.append(pytest("数据库各室（SQLite）", database_folders(), sqlite))
        sys.path.insert(0, str(ROOT / "tests"))
        from postgres import serve

        with serve() as url:
            passed.append(
                pytest(
                    "数据库各室（PostgreSQL）",
                    database_folders(),
                    {**env, "DATABASE_URL": url, "FADU_DATABASE_TESTS_ONLY": "1"},
                )
            )
        if not any(map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser"))):
            print(
                "\n！！！没有找到 Chromium：浏览器测试没有运行。请安装 Debian 的 chromium 或者 chromium-headless-shell 软件包后重跑。",
                flush=True,
            )
        return 0 if all(passed) else 1
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    raise SystemExit(main())
