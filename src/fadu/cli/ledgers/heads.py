# SPDX-License-Identifier: MulanPSL-2.0
"""`fadu ledger root` and `fadu ledger head`: the signed head, made now or as it stands; and heads read from a file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from fadu.kernel.errors import BadInputError

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from fadu.ledger.heads import Head


def root(options: argparse.Namespace) -> int:
    """Place what waits, sign, and print."""
    from fadu.ledger import sequencing

    return _printed(sequencing.sequence(), as_json=options.json)


def head(options: argparse.Namespace) -> int:
    """Print the newest head and change nothing; 1 where there is none."""
    from fadu.ledger import selectors

    newest = selectors.latest_head()
    _printed(newest, as_json=options.json)
    return 0 if newest else 1


def _printed(head: Head | None, *, as_json: bool) -> int:
    if as_json:
        print(json.dumps({**head.as_json(), "fingerprint": head.fingerprint} if head else {"size": 0}))
    elif head is None:
        print("账本为空，还没有签名的根。")
    elif head.origin:
        print(head.note, end="")
    else:
        print(head.text, end="")
    return 0


def kept(path: Path) -> list[Head]:
    """The heads of a file: signed notes, lines of JSON, or one document. Raises BadInputError where there is none."""
    from fadu.ledger import head_file
    from fadu.ledger.heads import Head

    try:
        lines = head_file.read_whole(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise _bad(path, str(error)) from error
    unreadable = next((one for one in lines if not isinstance(one, Head)), None)
    if unreadable is not None:
        raise _bad(path, f"第{unreadable.line}行：{unreadable.why}")
    if not lines:
        raise _bad(path, "空的文件")
    return [one for one in lines if isinstance(one, Head)]


def _bad(path: Path, got: str) -> BadInputError:
    return BadInputError(
        expected="另处保存的账本根（见证文件，或 fadu ledger head 的输出）",
        got=got,
        where=str(path),
        remedy="换成原样保存的文件",
    )
