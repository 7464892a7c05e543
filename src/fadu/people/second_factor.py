# SPDX-License-Identifier: MulanPSL-2.0
"""The second factor of an account: put on by its holder, asked for beside the password, asked of posts by the bureau.

The secret is sealed under a key of the account; recovery codes are kept as digests under the master key, and serve once. Each
password serves once, too: the step of the last one is kept. What a row says counts only as the ledger says it, as with passwords.
"""

from __future__ import annotations

import base64
import os
from contextlib import nullcontext
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from fadu.kernel import clock, totp
from fadu.kernel.errors import BadInputError, FaduError
from fadu.ledger import mark_checks
from fadu.ledger import selectors as ledger
from fadu.people import administration, sealing, selectors
from fadu.people.models import SecondFactor, SecondFactorRule
from fadu.people.proof import body_of, record
from fadu.people.rules import posts
from fadu.storage.entering import entered

if TYPE_CHECKING:
    from datetime import date, datetime

    from fadu.people.models import Account, Bureau, Officer

#: recovery codes given at a time, and characters of one
CODES, LENGTH = 10, 12
#: what a recovery code is written with: no letter is taken for another
_RECOVERY = "fadu recovery code"


class SecondFactorError(FaduError):
    """动态口令不能这样办理。"""

    code = "second_factor"


def factor_of(account: Account) -> SecondFactor | None:
    """The second factor in use. Raises SecondFactorError where the row is not what was entered of it."""
    row: SecondFactor | None = SecondFactor.objects.filter(account=account).first()
    stream = f"second_factor:{account.pk}"
    if row is None and not ledger.said_in(stream):
        return None
    last = mark_checks.newest(stream)
    if row is None or last is None or any(last.body.get(k) != value for k, value in body_of(row).items()):
        raise SecondFactorError(
            "此账号动态口令的登记与账本不符，不能登录。请立即告诉本局的纪检人员，并请维护人员运行 fadu ledger verify。"
        )
    return row if row.since is not None else None


def new_secret(account: Account) -> str:
    """A sealed secret that is nobody's yet; it counts once a first password from it was typed."""
    return sealing.seal(base64.b32encode(totp.new_secret()).decode(), owner=f"account:{account.pk}")


def opened(secret: str) -> bytes:
    """The secret of a token."""
    return base64.b32decode(sealing.unseal(secret))


@transaction.atomic
def put_on(account: Account, secret: str, code: str) -> list[str]:
    """Put a second factor on, or in the place of the one before; the recovery codes, shown this once. Raises SecondFactorError.

    ``code`` is a password of the new secret, and shows that the holder's telephone has it.
    """
    step = totp.accepted(opened(secret), _digits(code), _true_now(), after=0)
    if step is None:
        raise SecondFactorError("动态口令不对。请核对手机的时间（应为自动），再输入手机上现在显示的6位数字。")
    codes = _new_codes()
    row = SecondFactor.objects.filter(account=account).first() or SecondFactor(account=account)
    row.secret, row.since, row.last_step = secret, clock.now(), step
    row.recovery = _kept(account, codes)
    row.save()
    record(row)
    _enter(account, "put_on", "启用动态口令")
    return codes


@transaction.atomic
def renew_codes(account: Account) -> list[str]:
    """Recovery codes in the place of those before, shown this once. Raises SecondFactorError without a second factor."""
    row = factor_of(account)
    if row is None:
        raise SecondFactorError("此账号没有启用动态口令，没有恢复码。")
    codes = _new_codes()
    row.recovery = _kept(account, codes)
    row.save(update_fields=["recovery"])
    record(row)
    _enter(account, "codes", "重新生成恢复码")
    return codes


@transaction.atomic
def take_off(account: Account, words: str = "停用动态口令") -> None:
    """The account asks for a second factor no more; secret and codes are gone."""
    row = SecondFactor.objects.filter(account=account).exclude(since=None).first()
    if row is None:
        return
    row.secret, row.since, row.recovery = "", None, ""
    row.save(update_fields=["secret", "since", "recovery"])
    record(row)
    _enter(account, "taken_off", words)


def is_right(account: Account, code: str) -> bool:
    """Whether a password of thirty seconds, or a recovery code, is the account's and was not used; it is used then."""
    row = factor_of(account)
    if row is None:
        return False
    typed = _digits(code)
    if len(typed) == totp.DIGITS:
        step = totp.accepted(opened(row.secret), typed, _true_now(), after=row.last_step)
        # of two who type it at one moment, one is let in
        same = SecondFactor.objects.filter(pk=row.pk, last_step=row.last_step)
        return step is not None and bool(same.update(last_step=step))
    return _is_recovery(row, typed)


def codes_left(row: SecondFactor) -> int:
    """How many recovery codes were not used yet."""
    return len(row.recovery.split())


def _is_recovery(row: SecondFactor, typed: str) -> bool:
    with transaction.atomic():
        row = SecondFactor.objects.get(pk=row.pk)
        before = row.recovery
        kept, digest = before.split(), _digest(row.account, typed)
        if digest not in kept:
            return False
        kept.remove(digest)
        row.recovery = "\n".join(kept)
        # of two who type it at one moment, one is let in
        if not SecondFactor.objects.filter(pk=row.pk, recovery=before).update(recovery=row.recovery):
            return False
        record(row)
        _enter(row.account, "recovered", f"用恢复码登录，还剩{len(kept)}个")
    return True


# -- what a bureau asks ---------------------------------------------------------------------------


@transaction.atomic
def set_rule(*, bureau: Bureau, post: str, is_required: bool, start: date, document: str) -> SecondFactorRule:
    """Whether holders of a post (all posts where it is empty) must use a second factor from a day on. Raises BadInputError, EntryError."""
    if post and post not in posts():
        raise BadInputError(expected="岗位之一", got=post, where="岗位", remedy="从列表中选择")
    row = entered(
        SecondFactorRule(bureau=bureau, post=post, is_required=is_required, start=start, document=document)
    )
    record(row)
    return row


def posts_asked(bureau: Bureau, on: date) -> frozenset[str]:
    """The posts whose holders must use a second factor on a day."""
    said: dict[str, bool] = {}
    for row in bureau.second_factor_rules.filter(start__lte=on).order_by("start", "pk"):
        said.update(dict.fromkeys(posts(), row.is_required) if not row.post else {row.post: row.is_required})
    return frozenset(post for post, is_required in said.items() if is_required)


def is_asked_of(officer: Officer, at: datetime) -> bool:
    """Whether an officer must use a second factor."""
    asked = posts_asked(officer.bureau, at.astimezone(clock.LEGAL_TIME).date())
    return bool(asked & {held.post for held in selectors.holdings(officer, at)})


def without(bureau: Bureau, at: datetime) -> list[Officer]:
    """The officers with an account who must use a second factor and have put on none."""
    bare = bureau.officers.filter(Q(account__second_factor=None) | Q(account__second_factor__since=None))
    officers = bare.filter(account__is_active=True).order_by("pk")
    asked = posts_asked(bureau, at.astimezone(clock.LEGAL_TIME).date())
    held = selectors.holdings_of([officer.pk for officer in officers], at)
    return [each for each in officers if asked & {one.post for one in held.get(each.pk, ())}]


# -- inside ---------------------------------------------------------------------------------------


def _true_now() -> datetime:
    return clock.now() - clock.shifted()


def _digits(code: str) -> str:
    """A code as it was given, without what people put between."""
    return "".join(code.split()).replace("-", "").upper()


def _new_codes() -> list[str]:
    made = (base64.b32encode(os.urandom(10)).decode()[:LENGTH] for _ in range(CODES))
    return [f"{code[:4]}-{code[4:8]}-{code[8:]}" for code in made]


def _kept(account: Account, codes: list[str]) -> str:
    return "\n".join(_digest(account, _digits(code)) for code in codes)


def _digest(account: Account, code: str) -> str:
    return sealing.blind_index(code, purpose=f"{_RECOVERY} {account.pk}")


def _enter(account: Account, what: str, words: str) -> None:
    """Enter it under the name of who does it: the holder, where nobody else keeps the registers just now."""
    officer = account.officer
    about = f"，{officer.name}" if officer else ""
    is_holder = officer is not None and administration.keeper().officer is None
    with administration.kept_by(officer) if is_holder else nullcontext():
        administration.enter(
            officer.bureau_id if officer else None,
            f"second_factor_{what}",
            f"{words}：{account.username}{about}",
            row=f"account:{account.pk}",
        )
