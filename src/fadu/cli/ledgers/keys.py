# SPDX-License-Identifier: MulanPSL-2.0
"""`fadu ledger rotate-key` and `replace-key`: a new signing key by an act of the old one, or by two persons where it is lost."""

from __future__ import annotations

import sys
from getpass import getpass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from fadu.ledger.key_register import Pinned


def rotate(options: argparse.Namespace) -> int:
    """Hand over to a new key."""
    from fadu.ledger import key_acts, sequencing
    from fadu.people import keepers

    by = keepers.administrator(options.by, password_of(options.by))
    sequencing.sequence()  # what was recorded so far is signed by the old key
    return _changed(key_acts.rotate(by=by, reason=options.reason))


def replace(options: argparse.Namespace) -> int:
    """Put a new key in the place of one that is lost."""
    from fadu.ledger import key_acts
    from fadu.people import keepers

    persons = keepers.two([(name, password_of(name)) for name in options.by])
    register = key_acts.replace(persons=persons, reason=options.reason)
    print("旧密钥没有签名：fadu ledger verify 从此一直列出这次更换。请把经过和理由另行存档。")
    return _changed(register)


def _changed(key: Pinned) -> int:
    from fadu.ledger import sequencing

    sequencing.sequence()
    print(f"现用签名公钥的指纹：{key.fingerprint}\n请公布新指纹，并立即备份（fadu backup）。")
    return 0


def password_of(name: str) -> str:
    """The password of an account: typed, or a line of the standard input."""
    if sys.stdin.isatty():
        return getpass(f"{name} 的密码：")
    return sys.stdin.readline().rstrip("\n")
