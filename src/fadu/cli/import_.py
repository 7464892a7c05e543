# SPDX-License-Identifier: MulanPSL-2.0
"""`fadu import`: histories kept elsewhere, from XLSX, CSV or XES; every row ends imported, updated or rejected."""

from __future__ import annotations

import json
import sys
import time
from heapq import merge
from operator import attrgetter
from typing import TYPE_CHECKING

from fadu.cli.arguments import places

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from fadu.intake.rejections import HeldBack, Rejected
    from fadu.intake.taking_in import Outcome
    from fadu.oversight.finding import Finding

NAME = "import"
HELP = "导入别处保存的案件经过（XLSX、XLS、ODS、CSV、XES）"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """KIND FILE --mapping MAP.yaml [--dry-run] [--on-error stop|sheet] [--strict] [--json], or KIND --template OUT."""
    parser.add_argument("kind", metavar="事项", help="事项的代码，如 licence；见 fadu procedure list")
    parser.add_argument(
        "file",
        nargs="?",
        type=places.file_to_read,
        metavar="文件",
        help="要导入的表格（XLSX、XLS、ET、ODS、CSV、网页表格）或 XES 日志（可带 .gz）；只写模板时省略",
    )
    parser.add_argument(
        "--mapping", type=places.file_to_read, metavar="文件", help="对应表（YAML）；用模板填写的表格不需要"
    )
    parser.add_argument("--template", type=places.file_to_write, metavar="文件.xlsx", help="写出空白模板")
    parser.add_argument("--dry-run", action="store_true", help="只核对，不写入")
    parser.add_argument(
        "--on-error",
        choices=("stop", "sheet"),
        default="stop",
        help="有坏行时：全不导入，或导入好行并写出错误表",
    )
    parser.add_argument(
        "--errors",
        type=places.file_to_write,
        metavar="文件",
        help="错误表写到何处（默认：文件名后加 -errors.xlsx）",
    )
    parser.add_argument("--strict", action="store_true", help="身份代码校验位不对的行也拒绝")
    parser.add_argument("--bureau", default="", metavar="机关", help="机关名称；只有一个机关时可省略")
    parser.add_argument(
        "--department", default="", metavar="内设机构", help="没有写明承办机构的在办案件由哪一内设机构办理"
    )
    parser.add_argument(
        "--history",
        action="store_true",
        help="只作历史留存：这些案件不在本系统继续办理，不要求承办机构和承办人",
    )
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")


def run(options: argparse.Namespace) -> int:
    """0 all rows taken in, 1 rows rejected, 2 bad use."""
    from fadu.intake import error_sheet, mapping, taking_in, templates
    from fadu.kernel import clock
    from fadu.people.selectors import the_bureau

    if options.template:
        templates.write(options.kind, options.template, on=clock.today(), departments=_departments(options))
        print(f"模板已写入 {options.template}")
        return 0
    if options.file is None:
        sys.stderr.write("请写明要导入的文件，或用 --template 取得模板。\n")
        return 2
    plan = (
        mapping.load(options.mapping) if options.mapping else templates.plan(options.kind, on=clock.today())
    )
    plan = mapping.with_defaults(plan, department=options.department, history=options.history)
    if plan.kind != options.kind:
        sys.stderr.write(f"对应表是为“{plan.kind}”写的，不是“{options.kind}”。\n")
        return 2
    try:
        outcome = taking_in.take_in(
            options.file,
            plan,
            bureau=the_bureau(options.bureau),
            at=clock.now(),
            on_error=options.on_error,
            strict=options.strict,
            dry_run=options.dry_run,
            progress=_Bar(),
        )
    except taking_in.StoppedError as stopped:
        _tell(stopped.outcome, options, taken=False, held_back=stopped.held_back)
        return 1
    if outcome.unwritten or (outcome.rejected and options.on_error == "sheet"):
        path = options.errors or options.file.with_name(f"{options.file.name}-errors.xlsx")
        error_sheet.write(options.file, plan, outcome.rejected, path)
        sys.stderr.write(f"不能导入的行写在 {path}\n")
    _tell(outcome, options, taken=not options.dry_run)
    return 1 if outcome.rejected else 0


def _departments(options: argparse.Namespace) -> list[str]:
    """The departments to choose from in a template, where the home holds the bureau already."""
    from fadu.people import selectors as people

    if not people.bureau_count():
        return []
    return [d.name for d in people.departments_of(people.the_bureau(options.bureau).pk)]


class _Bar:
    """How far the import is, on a screen and nowhere else."""

    WIDTH = 30

    def __init__(self) -> None:
        self.done, self.began = 0, time.monotonic()

    def __call__(self, count: int, total: int) -> None:
        self.done += count
        if not sys.stderr.isatty() or not total:
            return
        filled = self.WIDTH * self.done // total
        left = (time.monotonic() - self.began) / self.done * (total - self.done)
        bar = "█" * filled + "░" * (self.WIDTH - filled)
        end = "\n" if self.done >= total else ""
        sys.stderr.write(f"\r导入 {bar} {self.done}/{total}件，约剩{left:.0f}秒  {end}")
        sys.stderr.flush()


def _tell(
    outcome: Outcome, options: argparse.Namespace, *, taken: bool, held_back: HeldBack | None = None
) -> None:
    """Tell what became of the rows, one after the other: as many as there are, none is kept."""
    findings = _findings(outcome) if taken and outcome.cases else iter(())
    if options.json:
        sys.stdout.writelines(_summary(outcome, held_back or (), findings))
        return
    for item in outcome.rejected:
        rejection = item.as_json()
        print(f"{item.where} {rejection['column']}：{rejection['reason']}")
    for note in outcome.notes:
        print(f"注意：{note}")
    held = len(held_back or ())
    if held:
        print(
            f"其余{held}行没有问题，按“全有或全无”没有导入；改正后重来，或用 --on-error sheet 先导入这些行。"
        )
    state = "" if taken else "（没有写入）"
    print(
        f"读到{outcome.read}行{state}：导入{outcome.imported}，更新{outcome.updated}，没有变化{outcome.unchanged}，"
        f"拒绝{len(outcome.rejected) + held}。" + (_findings_words(findings) if taken else "")
    )


def _summary(outcome: Outcome, held_back: Iterable[Rejected], findings: Iterable[Finding]) -> Iterator[str]:
    """One object, its lists written as they come."""
    counts = {name: getattr(outcome, name) for name in ("read", "imported", "updated", "unchanged")}
    yield json.dumps(counts).removesuffix("}")
    rejected = merge(outcome.rejected, held_back, key=attrgetter("row"))
    lists: dict[str, Iterable[Rejected | Finding]] = {"rejected": rejected, "findings": findings}
    for name, items in lists.items():
        yield f', "{name}": ['
        for place, item in enumerate(items):
            yield (", " if place else "") + json.dumps(item.as_json(), ensure_ascii=False)
        yield "]"
    if outcome.events.read:
        yield f', "events": {json.dumps(outcome.events.as_json(), ensure_ascii=False)}'
    yield f', "notes": {json.dumps(list(outcome.notes), ensure_ascii=False)}}}\n'


def _findings_words(findings: Iterable[Finding]) -> str:
    """How many findings there are, and how many cases could not be judged throughout; those of a case come together."""
    alarms, silent, last = 0, 0, None
    for finding in findings:
        if finding.severity != "not_judged":
            alarms += 1
        elif finding.case != last:
            silent, last = silent + 1, finding.case
    return f"核对所见{alarms}项（提示、待核）；{silent}件有未能评判之处（fadu check 逐件说明）。"


def _findings(outcome: Outcome) -> Iterator[Finding]:
    from fadu.oversight.checking import check_cases

    return check_cases(outcome.cases)
