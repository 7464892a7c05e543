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
    """root | head | prove CASE | verify [FILE] [--head FILE] | rotate-key | replace-key."""
    subs = parser.add_subparsers(dest="what", required=True, metavar="动作")
    root = subs.add_parser("root", help="把已提交的记录编入账本树，打印签名的根")
    root.add_argument("--json", action="store_true", help="以 JSON 输出")
    head = subs.add_parser("head", help="打印最新的签名的根，只读")
    head.add_argument("--json", action="store_true", help="以 JSON 输出")
    prove = subs.add_parser("prove", help="导出一个案件的证明，供他人核验")
    prove.add_argument("case", metavar="案号", help="案号，或“流:名称”")
    prove.add_argument("-o", "--output", type=Path, help="写入的文件；不写则打印")
    verify = subs.add_parser("verify", help="核对全部记录；给出 FILE 时核验导出的证明")
    verify.add_argument("file", nargs="?", type=Path, help="fadu ledger prove 写出的证明；不写则核对本库")
    verify.add_argument("--head", type=Path, help="另处保存的账本根：见证文件，或 head、root 的输出")
    verify.add_argument("--json", action="store_true", help="以 JSON 输出")
    _add_key_arguments(subs)


def needs_signing_key(options: argparse.Namespace) -> bool:
    """Whether the command refuses to run without the key that signs: all but the one that replaces it."""
    return bool(options.what != "replace-key")


def _add_key_arguments(subs: Any) -> None:
    rotate = subs.add_parser("rotate-key", help="更换签名密钥：由旧密钥签名，管理员办理")
    rotate.add_argument("--by", required=True, metavar="账号", help="管理员的账号，密码另行输入")
    rotate.add_argument("--reason", required=True, metavar="理由", help="为什么更换，记入账本")
    replace = subs.add_parser(
        "replace-key", help="旧密钥丢失时更换：管理员和主要负责人两人办理，verify 从此一直列出"
    )
    replace.add_argument(
        "--by", required=True, nargs=2, metavar="账号", help="两人的账号，密码按次序另行输入"
    )
    replace.add_argument("--reason", required=True, metavar="理由", help="怎样丢失、为什么更换，记入账本")


def run(options: argparse.Namespace) -> int:
    """0 well, 1 findings."""
    from fadu.cli.ledgers import heads, keys

    commands = {
        "root": heads.root,
        "head": heads.head,
        "prove": _prove,
        "verify": _verify,
        "rotate-key": keys.rotate,
        "replace-key": keys.replace,
    }
    return commands[options.what](options)


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
    from fadu.cli.ledgers import heads
    from fadu.ledger import verification, witness

    if options.file:
        return _verify_file(options)
    problems = verification.verify(heads.kept(options.head) if options.head else ())
    if options.json:
        print(json.dumps([problem.as_json() for problem in problems], ensure_ascii=False))
    else:
        for problem in problems:
            print(f"{problem.where}：{problem.message}（{problem.code}）")
        if not problems:
            print("全部记录与账本相符。")
        if not options.head and not witness.paths():
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
