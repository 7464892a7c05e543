# SPDX-License-Identifier: MulanPSL-2.0
"""`fadu ledger`: the root, a proof, and whether anybody changed a record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.cli.arguments import places

if TYPE_CHECKING:
    import argparse

NAME = "ledger"
HELP = "账本：根、证明、核验"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """root | head | prove CASE [--acts …] [--for …] | verify [FILE] [--head FILE] [--key …] | rotate-key | replace-key."""
    subs = parser.add_subparsers(dest="what", required=True, metavar="动作")
    root = subs.add_parser("root", help="把已提交的记录编入账本树，打印签名的根")
    root.add_argument("--json", action="store_true", help="以 JSON 输出")
    head = subs.add_parser("head", help="打印最新的签名的根，只读")
    head.add_argument("--json", action="store_true", help="以 JSON 输出")
    prove = subs.add_parser("prove", help="导出一个案件的证明，供他人核验")
    _add_prove_arguments(prove)
    verify = subs.add_parser("verify", help="核对全部记录；给出文件时核验导出的证明")
    verify.add_argument(
        "file",
        nargs="?",
        type=places.file_looked_at_later,
        metavar="文件",
        help="fadu ledger prove 写出的证明；不写则核对本库",
    )
    verify.add_argument(
        "--head",
        type=places.file_to_read,
        metavar="文件",
        help="另处保存的账本根：见证文件，或 head、root 的输出",
    )
    verify.add_argument(
        "--key", default="", metavar="指纹", help="证明应由这把公钥签署；不写则须是本机关登记的公钥"
    )
    verify.add_argument("--json", action="store_true", help="以 JSON 输出")
    _add_key_arguments(subs)


def needs_signing_key(options: argparse.Namespace) -> bool:
    """Whether the command refuses to run without the key that signs: all but the one that replaces it."""
    return bool(options.what != "replace-key")


def needs_home(options: argparse.Namespace) -> bool:
    """Whether the command is about the bureau's own ledger: a proof can be checked anywhere."""
    return not (options.what == "verify" and options.file)


def _add_prove_arguments(prove: argparse.ArgumentParser) -> None:
    prove.add_argument("case", metavar="案号", help="案号，或“流:名称”")
    prove.add_argument(
        "--acts",
        default="",
        metavar="序号",
        help="开启哪几项的正文，如 3,5-7；不写则全部；未开启的仍证明一项不缺",
    )
    prove.add_argument(
        "--for",
        dest="reader",
        choices=["court", "party"],
        default="court",
        help="court：开启正文；party：只开启当事人所为、向当事人制发或者送达的，以及公示的。副卷和密封部分从不开启",
    )
    prove.add_argument(
        "-o", "--output", type=places.file_to_write, metavar="文件", help="写入的文件；不写则打印"
    )


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
    erase = subs.add_parser(
        "erase", help="销毁一个案件密封的身份信息和副卷材料，或者一名当事人的：管理员和主要负责人两人办理"
    )
    erase.add_argument("whose", metavar="案号", help="案号，或 party:编号")
    erase.add_argument("--by", required=True, nargs=2, metavar="账号", help="两人的账号，密码按次序另行输入")
    erase.add_argument("--reason", required=True, metavar="理由", help="销毁的理由和依据，记入账本")


def run(options: argparse.Namespace) -> int:
    """0 well, 1 findings."""
    from fadu.cli.ledgers import erasures, heads, keys, proofs

    commands = {
        "root": heads.root,
        "head": heads.head,
        "prove": proofs.prove,
        "verify": _verify,
        "rotate-key": keys.rotate,
        "replace-key": keys.replace,
        "erase": erasures.erase,
    }
    return commands[options.what](options)


def _verify(options: argparse.Namespace) -> int:
    from fadu.cli.ledgers import proofs, verifying

    return proofs.verify(options) if options.file else verifying.database(options)
