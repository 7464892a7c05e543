# SPDX-License-Identifier: MulanPSL-2.0
"""`make lives`: lives by the tens of thousands, on the cores there are; what engine and judge see differently, and the mutants."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fadu.procedure.model import Procedure
    from judge.free import Free
    from judge.mutants import Mutants
    from judge.walks import Walk

#: lives that one worker lives before it reports
BATCH = 100
#: one life in so many is a free history
FREE = 4


def main() -> int:
    """Live; print what is new; end with 1 where something is."""
    args = _arguments()
    from fadu.procedure.library import library

    _hand_down()
    editions = [(k, p.edition) for k in args.kind or library().kinds() for p in library().editions(k)]
    each = -(-args.lives // len(editions))
    jobs = [
        (kind, edition, args.seed + first, min(BATCH, each - first), args.mutants)
        for first in range(0, each, BATCH)
        for kind, edition in editions
    ]
    began, lived = time.monotonic(), 0
    counts: Counter[tuple[str, ...]] = Counter()
    stories: dict[tuple[str, ...], str] = {}
    hunted: dict[str, set[str]] = {"all": set(), "passed": set(), "noticed": set()}
    with ProcessPoolExecutor(args.workers, initializer=_hand_down) as pool:
        for number, (seen, texts, mutants) in enumerate(pool.map(_live, jobs), 1):
            counts.update(seen)
            stories = {**texts, **stories}
            for name, keys in mutants.items():
                hunted[name] |= keys
            lived += jobs[number - 1][3]
            if number % 20 == 0 or number == len(jobs):
                print(f"{lived} 次，{time.monotonic() - began:.0f} 秒，种子 {args.seed} 起", file=sys.stderr)
    return _report(counts, stories, args.write) + (_mutants(hunted) if args.mutants else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make lives ARGS=…", description=__doc__)
    parser.add_argument("--lives", type=int, default=100_000, help="how many in all")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--kind", action="append", help="only this kind; may be given more than once")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--mutants", action="store_true", help="take out each guard in turn as well")
    parser.add_argument("--write", type=Path, help="folder for the stories of what differs")
    return parser.parse_args()


def _hand_down() -> None:
    from fadu.assembly.discovery import hand_down

    hand_down()


def _live(job: tuple[str, date, int, int, bool]) -> tuple[Counter[tuple[str, ...]], dict, dict]:
    from fadu.procedure.library import library
    from judge.mutants import Mutants
    from judge.stories import story

    kind, edition, first, lives, hunt = job
    procedure = library().edition(kind, edition)
    mutants = Mutants(procedure) if hunt else None
    counts: Counter[tuple[str, ...]] = Counter()
    stories: dict[tuple[str, ...], str] = {}
    for seed in range(first, first + lives):
        for difference, entries in _led(procedure, seed, mutants).differences:
            counts[difference.key] += 1
            if difference.key not in stories:
                stories[difference.key] = f"# 种子 {seed}\n{story(difference, procedure, entries)}"
    keys = (
        {
            name: {" ".join(map(str, key)) for key in getattr(mutants, name)}
            for name in ("all", "passed", "noticed")
        }
        if mutants
        else {}
    )
    return counts, stories, keys


def _led(procedure: Procedure, seed: int, mutants: Mutants | None) -> Walk | Free:
    """A walk, or every fourth time a free history."""
    from judge.free import Free
    from judge.walks import Walk

    if seed % FREE:
        return Walk(procedure, seed, mutants.watch if mutants else None).run()
    free = Free(procedure, seed).run()
    if mutants:
        mutants.watch_free(free)
    return free


def _report(
    counts: Counter[tuple[str, ...]], stories: dict[tuple[str, ...], str], folder: Path | None
) -> int:
    from judge.standing import noted

    new = [key for key in counts if not noted(key)]
    for key, count in sorted(counts.items(), key=lambda each: (not noted(each[0]), each[0])):
        print(f"{count:7} {' '.join(key)}  {noted(key) or '【新】'}")
    for key in new:
        print(f"\n---\n{stories[key]}")
    for key, text in stories.items() if folder else ():
        path = folder / key[0] / "scenarios" / f"{'_'.join(key[1:])}.yaml".replace(":", "-")  # type: ignore[operator]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    print(f"{len(counts)} 种差异，其中 {len(new)} 种是新的。")
    return 1 if new else 0


def _mutants(hunted: dict[str, set[str]]) -> int:
    for name in sorted(hunted["all"] - hunted["noticed"]):
        print(f"未发现：{name}（{'放过了，法官没有看出' if name in hunted['passed'] else '没有单独起作用'}）")
    share = len(hunted["noticed"]) / max(len(hunted["passed"]), 1)
    print(f"{len(hunted['all'])} 处守卫，{len(hunted['passed'])} 处去掉后放过了行为，法官看出 {share:.1%}。")
    return 0 if share >= 0.95 else 1


if __name__ == "__main__":
    raise SystemExit(main())
