# SPDX-License-Identifier: MulanPSL-2.0
"""`fadu upgrade`: a home of an older release brought up to this one: backed up, migrated, verified; or left as it was."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from fadu.cli.arguments import places

if TYPE_CHECKING:
    import argparse

NAME = "upgrade"
HELP = "升级：把旧版本的 FADU_HOME 升到本版本：先备份，再升级，再核对；不成则原样不动"
#: a background whose last round ended so recently still runs
STILL_RUNNING_SECONDS = 150


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """[--check] [--backup FILE] [--with-problems] [--running]."""
    parser.add_argument("--check", action="store_true", help="只说要不要升级，不动任何内容")
    parser.add_argument(
        "--backup",
        type=places.file_to_write,
        metavar="文件",
        help="升级前的备份写到哪个文件（默认写在 FADU_HOME 的 backups 文件夹）",
    )
    parser.add_argument(
        "--with-problems", action="store_true", help="账本核对发现问题也升级（问题在升级前已有的）"
    )
    parser.add_argument("--running", action="store_true", help="确知网站和后台已经停止，不再查看")


def run(options: argparse.Namespace) -> int:
    """0 upgraded or nothing to do, 1 to be upgraded (--check), or left as it was because of problems, 2 bad use."""
    from fadu.storage import schema

    if not schema.applied():
        sys.stderr.write("这个 FADU_HOME 还没有数据库，不需升级。新机关请运行 fadu init。\n")
        return 2
    schema.refuse_development()
    waiting = schema.pending()
    if not waiting:
        print("数据库已是本版本的结构，不需升级。")
        return 0
    print(f"要升级的步骤{len(waiting)}个：{'、'.join(waiting)}")
    if options.check:
        return 1
    if not options.running and _still_runs():
        sys.stderr.write(
            "后台刚刚还在运行。请先停止 fadu serve 和 fadu work，过两三分钟再来；确已停止的，加 --running。\n"
        )
        return 2
    kept = _backed_up(options.backup)
    return _upgraded(kept, with_problems=options.with_problems) if kept else 2


def _still_runs() -> bool:
    """Whether the background ended a round a moment ago, as the tables of the older release tell it."""
    from fadu.kernel import clock
    from fadu.storage import schema

    try:
        pulse = schema.models_as_they_stand().get_model("cases", "Pulse")
    except LookupError:
        return False
    last = pulse._base_manager.values_list("ended_at", flat=True).first()
    return bool(last and (clock.now() - last).total_seconds() < STILL_RUNNING_SECONDS)


def _backed_up(path: Path | None) -> Path | None:
    """Where the backup stands; None where there is no passphrase or the file is there already."""
    from django.conf import settings

    from fadu.cli.backup import passphrase
    from fadu.kernel import clock
    from fadu.people import backup

    if path is None:
        folder = Path(settings.FADU_KEYS).parent / "backups"
        folder.mkdir(mode=0o700, exist_ok=True)
        path = folder / f"before-upgrade-{clock.now():%Y%m%d-%H%M%S}.fadu"
    if path.exists():
        sys.stderr.write(f"{path} 已经存在；备份不覆盖旧文件。请另写一个文件名。\n")
        return None
    words = passphrase(twice=True)
    if not words:
        return None
    rows = backup.write(path, words)
    print(f"已备份到 {path}：{len(rows)}张表，{sum(rows.values())}行。", flush=True)
    return path


class _ProblemsError(Exception):
    """The ledger does not agree with the upgraded tables."""


def _upgraded(kept: Path, *, with_problems: bool) -> int:
    from fadu.cases.acts import projection
    from fadu.cases.models import Case
    from fadu.figures import cells
    from fadu.ledger import verification
    from fadu.people import finding
    from fadu.storage import schema

    try:
        with schema.upgraded():
            changed = projection.rebuild(Case.objects.all())
            finding.rebuild()
            cells.forget_all()
            problems = verification.verify()
            for problem in problems:
                print(f"{problem.where}：{problem.message}")
            if problems and not with_problems:
                raise _ProblemsError
    except _ProblemsError:
        sys.stderr.write(
            f"账本核对发现{len(problems)}个问题，没有升级，数据库原样未动。用旧版本运行 fadu ledger verify：升级前已有的问题，"
            "查明后加 --with-problems 升级；升级才出现的，请把日志交给维护人员，继续使用旧版本。\n"
        )
        return 1
    except Exception:
        sys.stderr.write(f"升级没有完成，数据库原样未动，可以继续使用旧版本；备份在 {kept}。原因：\n")
        raise
    print(f"按本版本从办理记录重新得出登记：{changed}件案件有变化；指标在后台重新计数。")
    print(f"已升级，账本核对发现{len(problems)}个问题。")
    print(f"要退回旧版本：安装旧版本，用它把 {kept} 恢复到一个空的 FADU_HOME（fadu restore）。")
    return 0
