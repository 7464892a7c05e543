# SPDX-License-Identifier: MulanPSL-2.0
"""`fadu ledger`: the root, a proof, and whether anybody changed a record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

NAME = "ledger"
HELP = "账本：根、证明、核验"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """root | prove CASE | verify [FILE] [--head FILE]."""
    subs = parser.add_subparsers(dest="what", required=True, metavar="动作")
    root = subs.add_parser("root", help="把已提交的记录编入账本树，打印签名的根")
    root.add_argument("--json", action="store_true", help="以 JSON 输出")
    prove = subs.add_parser("prove", help="导出一个案件的证明，供他人核验")
    prove.add_argument("case", metavar="案号", help="案号，或“流:名称”")
    prove.add_argument("-o", "--output", type=Path, help="写入的文件；不写则打印")
    verify = subs.add_parser("verify", help="核对全部记录；给出 FILE 时核验导出的证明")
    verify.add_argument("file", nargs="?", type=Path, help="fadu ledger prove 写出的证明；不写则核对本库")
    verify.add_argument("--head", type=Path, help="另处保存的账本根")
    verify.add_argument("--json", action="store_true", help="以 JSON 输出")


def run(options: argparse.Namespace) -> int:
    """0 well, 1 findings."""
    return {"root": _root, "prove": _prove, "verify": _verify}[options.what](options)


def _root(options: argparse.Namespace) -> int:
    from fadu.ledger import selectors, sequencing

    head = sequencing.sequence()
    told = selectors.head_as_json(head) if head else {"size": 0}
    if options.json:
        print(json.dumps(told, ensure_ascii=False))
    elif head is None:
        print("账本为空。")
    else:
        print(
            f"大小 {head.size}\n根   {head.root}\n时间 {head.signed_at}\n公钥 {head.key}\n签名 {head.signature}"
        )
    return 0


def _prove(options: argparse.Namespace) -> int:
    from fadu.ledger import selectors, sequencing

    sequencing.sequence()
    stream = options.case if ":" in options.case else f"case:{options.case}"
    text = json.dumps(selectors.prove(stream), ensure_ascii=False, indent=1)
    if options.output:
        options.output.write_text(text + "\n", encoding="utf-8")
        print(f"已写入 {options.output}。用 verifiers/verify_ledger.py 核验，不需要本系统。")
    else:
        print(text)
    return 0


def _verify(options: argparse.Namespace) -> int:
    from django.conf import settings

    from fadu.ledger import verification

    if options.file:
        return _verify_file(options)
    head = (
        json.loads(options.head.read_text(encoding="utf-8").strip().splitlines()[-1])
        if options.head
        else None
    )
    problems = verification.verify(head)
    if options.json:
        print(json.dumps([problem.as_json() for problem in problems], ensure_ascii=False))
    else:
        for problem in problems:
            print(f"{problem.where}：{problem.message}（{problem.code}）")
        if not problems:
            print("全部记录与账本相符。")
        if head is None and not settings.FADU_WITNESS:
            print("没有另处保存的账本根（FADU_WITNESS 或 --head）：不能发现旧备份的恢复。")
    return 1 if problems else 0


def _verify_file(options: argparse.Namespace) -> int:
    from fadu.kernel.errors import BadInputError
    from fadu.ledger.proof_file import problems_of
    from fadu.ledger.proof_shape import read

    try:
        proof = read(options.file.read_bytes())
        problems = problems_of(proof)
    except BadInputError as error:
        return _unreadable(options, error.message)
    except OSError as error:
        return _unreadable(options, f"读不了 {options.file}：{error.strerror}。")
    if options.json:
        print(json.dumps(problems, ensure_ascii=False))
    else:
        print("\n".join(problems) or _holds(proof))
    return 1 if problems else 0


def _unreadable(options: argparse.Namespace, message: str) -> int:
    print(json.dumps([message], ensure_ascii=False) if options.json else message)
    return 2


def _holds(proof: Mapping[str, Any]) -> str:
    return (
        f"证明成立：至大小为{proof['head']['size']}的账本根为止，“{proof['chain'][0]['stream']}”的第1项至"
        f"第{len(proof['chain'])}项一项不缺；其后可能还有记录。"
    )
