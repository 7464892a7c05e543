# SPDX-License-Identifier: MulanPSL-2.0
"""`make lives`: lives by the tens of thousands, on the cores there are; what engine and judge see differently, and the mutants."""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from fadu.procedure.model import Procedure
    from judge.free import Free
    from judge.mutants import Mutants
    from judge.walks import Walk

#: lives that one worker lives before it reports
BATCH = 100
#: what is gathered of the mutants: of guards, and of ties
HUNTED = ("all", "passed", "noticed", "ties_passed", "ties_noticed")
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
    hunted: dict[str, set[str]] = {name: set() for name in HUNTED}
    with ProcessPoolExecutor(args.workers, initializer=_hand_down) as pool:
        for number, (seen, texts, mutants) in enumerate(pool.map(_live, jobs), 1):
            counts.update(seen)
            stories = {**texts, **stories}
            for name, keys in mutants.items():
                hunted[name] |= keys
            lived += jobs[number - 1][3]
            seconds = time.monotonic() - began
            is_over = bool(args.minutes) and seconds > 60 * args.minutes
            if number % 20 == 0 or number == len(jobs) or is_over:
                print(f"{lived} 次，{seconds:.0f} 秒，种子 {args.seed} 起", file=sys.stderr)
            if is_over:
                pool.shutdown(wait=False, cancel_futures=True)
                break
    print(f"共 {lived} 次，{time.monotonic() - began:.0f} 秒。")
    return _report(counts, stories, args.write) + (_mutants(hunted) if args.mutants else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make lives ARGS=…", description=__doc__)
    parser.add_argument("--lives", type=int, default=100_000, help="how many in all")
    parser.add_argument(
        "--minutes", type=float, help="end after so many minutes, however many have been lived"
    )
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--kind", action="append", help="only this kind; may be given more than once")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--mutants", action="store_true", help="take out each guard in turn as well")
    parser.add_argument("--write", type=Path, help="folder for the stories of what differs")
    return parser.parse_args()


def _hand_down() -> None:
    """The kinds and their editions, kept for good: nothing of them is looked at again by the collector of rubbish."""
    from fadu.assembly.discovery import hand_down
    from fadu.procedure.library import library

    hand_down()
    for kind in library().kinds():
        library().editions(kind)
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


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
    keys: dict[str, set[str]] = {}
    if mutants:
        ties = {"ties_passed": mutants.ties.passed, "ties_noticed": mutants.ties.noticed}
        every = {name: getattr(mutants, name) for name in HUNTED[:3]} | ties
        keys = {name: {" ".join(map(str, key)) for key in several} for name, several in every.items()}
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


#: the columns of the table of differences; the last is as long as its reason
HEADINGS = (
    "次数",
    "程序",
    "不一致",
    "办理的事",
    "法官的句子（放过、未发现）或者拒绝的理由（拒绝、发现）",
    "原因",
)
#: what a verdict is called in the table
VERDICTS = {"permits": "放过", "refuses": "拒绝", "misses": "未发现", "finds": "发现"}


def _report(
    counts: Counter[tuple[str, ...]], stories: dict[tuple[str, ...], str], folder: Path | None
) -> int:
    """The table of differences, what is new first; stories of what is new; how many there are of which sort."""
    from judge.standing import FAULT_KEYS, KNOWN, noted

    new = [key for key in counts if not noted(key)]
    print("\t".join(HEADINGS))
    for key, count in sorted(counts.items(), key=lambda each: (bool(noted(each[0])), each[0])):
        kind, verdict, act, why = key
        print("\t".join((str(count), kind, VERDICTS[verdict], act, why, noted(key) or "【新】")))
    for key in new:
        print(f"\n---\n{stories[key]}")
    for key, text in stories.items() if folder else ():
        path = folder / key[0] / "scenarios" / f"{'_'.join(key[1:])}.yaml".replace(":", "-")  # type: ignore[operator]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    faults = sum(_is_of(key, FAULT_KEYS) for key in counts)
    unseen = [key for key in KNOWN if not any(_is_of(each, {key}) for each in counts)]
    print(
        f"{len(counts)} 种差异：待改正的 {faults} 种，已说明理由的 {len(counts) - faults - len(new)} 种，"
        f"新的 {len(new)} 种。已登记而这次没有出现的 {len(unseen)} 种。"
    )
    return 1 if new else 0


def _is_of(key: tuple[str, ...], known: Collection[tuple[str, ...]]) -> bool:
    """Whether a difference is one of these: of a history that is replayed as of a walk, where nothing else is said."""
    kind, verdict, act, why = key
    live = {"misses": "permits", "finds": "refuses"}.get(verdict, verdict)
    return key in known or (kind, live, act, why) in known


def _mutants(hunted: dict[str, set[str]]) -> int:
    for name in sorted(hunted["all"] - hunted["noticed"]):
        print(
            f"未发现的守卫：{name}（{'放过了，法官没有看出' if name in hunted['passed'] else '没有单独起作用'}）"
        )
    for name in sorted(hunted["ties_passed"] - hunted["ties_noticed"]):
        print(f"未发现的联系：{name}")
    shares = [len(hunted[f"{sort}noticed"]) / max(len(hunted[f"{sort}passed"]), 1) for sort in ("", "ties_")]
    print(
        f"{len(hunted['all'])} 处守卫，{len(hunted['passed'])} 处去掉后放过了行为，法官看出 {shares[0]:.1%}。"
        f"{len(hunted['ties_passed'])} 处联系去掉后放过了行为或者改变了期限，法官看出 {shares[1]:.1%}。"
    )
    return 0 if min(shares) >= 0.95 else 1


if __name__ == "__main__":
    raise SystemExit(main())
