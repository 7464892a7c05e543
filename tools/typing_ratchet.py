# SPDX-License-Identifier: MulanPSL-2.0
"""A ratchet over the types of all rooms: what mypy still finds, room by room, may only become less.

Usage: python tools/typing_ratchet.py. ``[tool.fadu.types]`` in pyproject.toml holds how many each room has left; a room not
named has none. More than that fails; fewer fails too, and says which number to write down.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: strict rooms have a run of mypy of their own
STRICT = {"kernel", "law", "procedure"}
_ERROR = re.compile(r"^src/fadu/([a-z_]+)[/.].*: error: ")


def left() -> Counter[str]:
    """How many errors mypy finds in each room."""
    command = [str(Path(sys.executable).parent / "mypy"), "--config-file", "tools/typing_ratchet.ini"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    if ended.returncode not in (0, 1):
        raise SystemExit(f"mypy 没有运行完：\n{ended.stdout}{ended.stderr}")
    rooms = (match[1] for line in ended.stdout.splitlines() if (match := _ERROR.match(line)))
    return Counter(room for room in rooms if room not in STRICT)


def main() -> int:
    """Compare with what is written down; say what differs."""
    known = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["fadu"]["types"]
    counts = left()
    more = {room: number for room, number in counts.items() if number > known.get(room, 0)}
    fewer = {room: counts[room] for room, number in known.items() if counts[room] < number}
    for room, number in sorted(more.items()):
        print(f"类型问题增加：{room} 现有 {number} 处，只许 {known.get(room, 0)} 处。")
    for room, number in sorted(fewer.items()):
        print(f"类型问题减少了：请把 pyproject.toml 中 {room} 的数改为 {number}。")
    if not (more or fewer):
        print(f"各室类型问题共 {sum(counts.values())} 处，没有增加。")
    return 1 if more or fewer else 0


if __name__ == "__main__":
    raise SystemExit(main())
