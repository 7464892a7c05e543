# SPDX-License-Identifier: MulanPSL-2.0
"""The digits by which an officer confirms, on a colleague's device, what both did: set by himself, kept as a password is, good for nothing else.

They sign nobody in. What a row says counts only as the ledger says it, as with passwords. Fewer than the years of a life are no
secret: digits that are a row, a repetition or a day are refused.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from fadu.kernel import clock
from fadu.kernel.errors import BadInputError, FaduError
from fadu.ledger import mark_checks
from fadu.people import accounts
from fadu.people.models import ConfirmingPin
from fadu.people.proof import body_of, record
from fadu.storage.entering import entered

if TYPE_CHECKING:
    from fadu.people.models import Account

#: so many digits, at least and at most
SHORTEST, LONGEST = 6, 8


class PinError(FaduError):
    """确认口令不能这样使用。"""

    code = "pin"


def pin_of(account: Account) -> ConfirmingPin | None:
    """The digits in use; None where none are. Raises PinError where the row is not what was entered of it."""
    row: ConfirmingPin | None = ConfirmingPin.objects.filter(account=account).first()
    if row is None or row.since is None:
        return None
    last = mark_checks.newest(f"confirming_pin:{account.pk}")
    if last is None or any(last.body.get(name) != value for name, value in body_of(row).items()):
        raise PinError("此账号确认口令的登记与账本不符，不能用来确认。请本人登录后重新设定，并告诉纪检人员。")
    return row


@transaction.atomic
def set_pin(account: Account, pin: str) -> None:
    """The holder sets the digits. Raises BadInputError where they are guessed at once."""
    if fault := fault_of(pin):
        raise BadInputError(
            expected=f"{SHORTEST}至{LONGEST}位数字", got=fault, where="确认口令", remedy="另设一个"
        )
    _keep(account, make_password(pin))
    accounts.enter(account, "pin_set", f"本人设定确认口令：{account.username}")


@transaction.atomic
def take_off(account: Account) -> None:
    """From now on the password alone confirms."""
    _keep(account, "")
    accounts.enter(account, "pin_taken_off", f"停用确认口令：{account.username}")


def is_right(account: Account, pin: str) -> bool:
    """Whether these are the digits in use. Raises PinError where their row is not what was entered."""
    row = pin_of(account)
    return row is not None and check_password(pin, row.pin)


def looks_like_one(text: str) -> bool:
    """Whether what was typed is digits and no password: no password is digits alone.

    >>> looks_like_one("204816"), looks_like_one("qing-he-2022")
    (True, False)
    """
    return text.isascii() and text.isdigit() and len(text) <= LONGEST


def fault_of(pin: str) -> str:
    """Why digits are no secret; empty where they may be one.

    >>> [fault_of(pin) for pin in ("12", "204816", "123456", "654321", "121212", "19800101")]
    ['2位', '', '顺序排列的数字', '顺序排列的数字', '重复的数字', '日期']
    """
    if not (pin.isascii() and pin.isdigit()):
        return "不全是数字"
    if not SHORTEST <= len(pin) <= LONGEST:
        return f"{len(pin)}位"
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    if steps in ({1}, {-1}):
        return "顺序排列的数字"
    if any(pin == (pin[:size] * len(pin))[: len(pin)] for size in (1, 2, 3)):
        return "重复的数字"
    return "日期" if _is_day(pin) else ""


def _is_day(pin: str) -> bool:
    """Whether digits are a day as people write their birthdays."""
    for text in (pin, f"19{pin}", f"20{pin}"):
        try:
            if len(text) == 8 and text.startswith(("19", "20")) and date.fromisoformat(text):
                return True
        except ValueError:
            continue
    return False


def _keep(account: Account, kept: str) -> None:
    row = ConfirmingPin.objects.filter(account=account).first()
    is_new = row is None
    row = row or ConfirmingPin(account=account)
    row.pin, row.since = kept, clock.now() if kept else None
    if is_new:
        entered(row)
    else:
        row.save()
    record(row, is_new=is_new)
