# SPDX-License-Identifier: MulanPSL-2.0
"""`make mutants`: change visibility, figures and grounds in one place at a time, and see whether a test notices.

Which changes are tried follows from the seed, by default the commit: whoever checks it out tries the same ones. Each runs
against the nearest tests in a copy of the tree; nothing of the tree itself is touched.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from queue import SimpleQueue

from changes import Change, changes, compiles
from nearest import GROUPS

ROOT = Path(__file__).resolve().parents[2]
#: in a hundred
GOAL = 90
PYTEST = ["-q", "-x", "-p", "no:cacheprovider", "-o", "addopts=--import-mode=importlib"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One change of one file, and the tests that should notice it."""

    file: str
    change: Change
    tests: tuple[str, ...]


def drawn(seed: str, count: int, only: str = "") -> list[Mutant]:
    """As many mutants as asked for, of each group in its turn while it has some left.

    The same seed and the same tree draw the same ones, and a smaller count the first of a larger one.
    """
    chance = random.Random(seed)
    heaps = []
    for group in GROUPS.values():
        heap = [
            Mutant(file=file, change=change, tests=tests)
            for file, tests in sorted(group.items())
            if only in file
            for change in changes((ROOT / file).read_text(encoding="utf-8"))
        ]
        chance.shuffle(heap)
        heaps.append(heap)
    turns = (heap[at] for at in range(max(map(len, heaps))) for heap in heaps if at < len(heap))
    programs = (m for m in turns if compiles(m.change.applied((ROOT / m.file).read_text(encoding="utf-8"))))
    return list(islice(programs, max(count, 0)))


def copied(to: Path) -> None:
    """What git knows of the tree, as it stands on the disk."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True)
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)


def passes(tree: Path, tests: Sequence[str], limit: float) -> bool:
    """Whether the tests pass in a tree; those that take longer than the limit do not."""
    with tempfile.TemporaryDirectory(prefix="fadu-mutant-") as home:
        env = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        env |= {"FADU_HOME": home, "PYTHONPATH": str(tree / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-m", "pytest", *PYTEST, *tests]
        try:
            ended = subprocess.run(
                command, cwd=tree, env=env, capture_output=True, timeout=limit, check=False
            )
        except subprocess.TimeoutExpired:
            return False
    return ended.returncode == 0


def survives(tree: Path, mutant: Mutant, limit: float) -> bool:
    """Whether no test notices the change. The tree is as before afterwards."""
    path = tree / mutant.file
    text = path.read_text(encoding="utf-8")
    try:
        path.write_text(mutant.change.applied(text), encoding="utf-8")
        # a compiled module is known by size and second alone: another change of both would be taken for this one
        for compiled in path.parent.glob(f"__pycache__/{path.stem}.*"):
            compiled.unlink()
        return passes(tree, mutant.tests, limit)
    finally:
        path.write_text(text, encoding="utf-8")


class Trees:
    """Copies of the tree, each lent to one at a time."""

    def __init__(self, folder: str, number: int) -> None:
        self.free: SimpleQueue[Path] = SimpleQueue()
        for place in range(number):
            copied(Path(folder, str(place)))
            self.free.put(Path(folder, str(place)))

    @contextmanager
    def one(self) -> Iterator[Path]:
        """A copy that nobody else uses meanwhile."""
        tree = self.free.get()
        try:
            yield tree
        finally:
            self.free.put(tree)


def seconds(trees: Trees, tests: Sequence[str]) -> float:
    """How long tests take without any change; without one they must pass."""
    with trees.one() as tree:
        began = time.monotonic()
        if not passes(tree, tests, 1800):
            raise SystemExit(f"未改动时测试就不通过，先修好再试：{' '.join(tests)}")
        return time.monotonic() - began


def survivors(mutants: Sequence[Mutant], *, workers: int, say: bool) -> list[Mutant]:
    """Try every mutant, in as many copies of the tree as there are workers; those that no test noticed."""

    def is_alive(mutant: Mutant) -> bool:
        with trees.one() as tree:
            alive = survives(tree, mutant, 60 + 4 * taken[mutant.tests])
        if say:
            print(f"{'存活' if alive else '发现'} {mutant.file}:{mutant.change.line}", flush=True)
        return alive

    with tempfile.TemporaryDirectory(prefix="fadu-mutants-") as folder, ThreadPoolExecutor(workers) as pool:
        trees = Trees(folder, workers)
        sets = sorted({mutant.tests for mutant in mutants})
        taken = dict(zip(sets, pool.map(lambda tests: seconds(trees, tests), sets), strict=True))
        return [m for m, alive in zip(mutants, pool.map(is_alive, mutants), strict=True) if alive]


def main(argv: Sequence[str] | None = None) -> int:
    """Draw, try, report; 1 where fewer than the goal are noticed, 2 where there is nothing to draw from."""
    asks = argparse.ArgumentParser(prog="make mutants", description="改动一处，看测试是否发现。")
    asks.add_argument("--count", type=int, default=200, help="个数，默认 200")
    asks.add_argument("--seed", default="", help="种子，默认为当前提交")
    asks.add_argument("--only", default="", help="只改路径中含有这段文字的文件")
    asks.add_argument("--workers", type=int, default=2, help="同时进行几个，默认 2")
    asks.add_argument("--json", action="store_true", help="结果写成 JSON")
    asked = asks.parse_args(argv)
    seed = (
        asked.seed
        or subprocess.run(
            ["git", "rev-parse", "HEAD"], cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout.strip()
    )
    mutants = drawn(seed, asked.count, asked.only)
    if not mutants:
        print("没有可改动之处：--count 应为正数，--only 应为所列文件路径的一部分。", file=sys.stderr)
        return 2
    left = survivors(mutants, workers=asked.workers, say=not asked.json)
    killed = len(mutants) - len(left)
    is_good = killed * 100 >= GOAL * len(mutants)
    if asked.json:
        rows = [{"file": m.file, **asdict(m.change)} for m in left]
        print(
            json.dumps(
                {"seed": seed, "count": len(mutants), "killed": killed, "goal": GOAL, "survivors": rows},
                ensure_ascii=False,
            )
        )
    else:
        for m in left:
            print(f"\n{m.file}:{m.change.line}（{m.change.kind}）\n- {m.change.before}\n+ {m.change.after}")
        words = "达到" if is_good else "未达到"
        print(
            f"\n种子{seed}：{len(mutants)}处改动，测试发现{killed}处（{killed / len(mutants):.1%}），{words}目标{GOAL}%。"
        )
    return 0 if is_good else 1


if __name__ == "__main__":
    raise SystemExit(main())
