# SPDX-License-Identifier: MulanPSL-2.0
"""Takes sheets of decisions in, in the empty home the environment names: rows a second, with findings and without; memory."""

from __future__ import annotations

import csv
import json
import os
import sys
import time
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import django
import xlsxwriter

django.setup()

from django.core.management import call_command  # noqa: E402

from fadu.intake import mapping, taking_in  # noqa: E402
from fadu.kernel.clock import LEGAL_TIME, set_to  # noqa: E402
from fadu.oversight.checking import check_cases  # noqa: E402
from fadu.people import services as people  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
NOW = datetime(2023, 6, 1, 9, tzinfo=LEGAL_TIME)
PLAN = replace(mapping.load(ROOT / "docs" / "examples" / "penalty-decisions-mapping.yaml"), history=True)


def main() -> None:
    """`write ROWS ENDING` writes a sheet; `rate ENDING` takes it in, `memory ENDING` only tries it, and prints a line of JSON."""
    what, *words, ending = sys.argv[1:]
    sheet = Path(os.environ["FADU_HOME"]) / f"sheet.{ending}"
    if what == "write":  # in a process of its own, for what it needs of memory
        (write if ending == "csv" else write_workbook)(sheet, int(words[0]))
        return
    call_command("migrate", verbosity=0)
    with set_to(NOW):
        bureau = people.found_bureau(name="大局", short="大", abbreviation="清", region_code="990103")
        print(json.dumps(rate(sheet, bureau) if what == "rate" else memory(sheet, bureau)))


def rate(sheet: Path, bureau: Any) -> dict[str, float]:
    """Seconds of processor time to take the rows in, and to find what is to be found in them."""
    began = time.process_time()
    outcome = taking_in.take_in(sheet, PLAN, bureau=bureau, at=NOW)
    taken = time.process_time()
    assert outcome.imported == outcome.read, outcome.rejected[:3]
    findings = len(list(check_cases(outcome.cases)))
    return {
        "rows": outcome.read,
        "taken": taken - began,
        "checked": time.process_time() - taken,
        "findings": findings,
    }


def memory(sheet: Path, bureau: Any) -> dict[str, float]:
    """Megabytes this process grew by while it read and tried all rows."""
    before = most_memory()
    outcome = taking_in.take_in(sheet, PLAN, bureau=bureau, at=NOW, dry_run=True)
    grown = most_memory() - before
    assert grown > 0
    return {"rows": outcome.read, "megabytes": grown}


def most_memory() -> float:
    """The most memory this process ever held, in MB. (What the system counts for its parent is no part of it.)"""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def write(sheet: Path, rows: int) -> None:
    """A sheet of so many decisions of 2022, each different."""
    rng = Random(1)
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(decision(rng, 1)))
        writer.writeheader()
        writer.writerows(decision(rng, place) for place in range(1, rows + 1))


def write_workbook(sheet: Path, rows: int) -> None:
    """The same as a workbook whose cells share their texts, as programs of office write it."""
    rng = Random(1)
    with xlsxwriter.Workbook(str(sheet)) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, decision(rng, 1))
        for place in range(1, rows + 1):
            page.write_row(place, 0, decision(rng, place).values())


def decision(rng: Random, place: int) -> dict[str, str]:
    """A row as bureaus publish their decisions."""
    filed = date(2022, 1, 4) + timedelta(days=rng.randrange(200))
    noticed = filed + timedelta(days=rng.randrange(20, 50))
    return {
        "案号": f"清市监罚〔2022〕{place}号",
        "当事人类型": "自然人",
        "当事人名称": f"示例人{place}",
        "统一社会信用代码": "",
        "案由/违法事实摘要": "货架陈列销售超过保质期的食品",
        "违法行为类别": "经营超过保质期食品",
        "线索来源": rng.choice(("检查", "投诉举报", "抽检")),
        "现场检查日期": filed.isoformat(),
        "立案日期": filed.isoformat(),
        "强制措施日期": "",
        "强制措施解除日期": "",
        "处罚告知日期": noticed.isoformat(),
        "告知送达日期": noticed.isoformat(),
        "决定日期": (noticed + timedelta(days=rng.randrange(6, 40))).isoformat(),
        "处罚种类": "罚款",
        "罚款金额(元)": str(rng.randrange(500, 50_000)),
        "没收违法所得(元)": "",
        "处罚依据": "《中华人民共和国食品安全法》第一百二十四条",
        "裁量": rng.choice(("减轻", "从轻", "一般")),
    }


if __name__ == "__main__":
    main()
