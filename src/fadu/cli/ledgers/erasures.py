# SPDX-License-Identifier: MulanPSL-2.0
"""`fadu ledger erase`: what identifies a person is made unreadable for good, by two persons and with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

PARTY = "party:"


def erase(options: argparse.Namespace) -> int:
    """Destroy the key and empty the sealed parts; the act itself is entered."""
    from fadu.cases.acts.erasing import erase_sealed
    from fadu.cli.ledgers.keys import password_of
    from fadu.kernel.errors import BadInputError
    from fadu.people import keepers
    from fadu.people.erasing import erase_party

    persons = keepers.two([(name, password_of(name)) for name in options.by])
    if options.whose.startswith(PARTY):
        number = options.whose.removeprefix(PARTY)
        if not number.isdecimal():
            raise BadInputError(expected="party:编号，如 party:12", got=options.whose, remedy="改正编号")
        erase_party(number=int(number), by=persons, reason=options.reason)
    else:
        erase_sealed(number=options.whose, by=persons, reason=options.reason)
    print(
        f"已销毁“{options.whose}”的数据密钥：密封的身份信息和副卷材料不能再看，恢复以前的备份除外。"
        "请按保管制度处理仍含旧密钥的备份。"
    )
    return 0
