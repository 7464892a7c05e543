# SPDX-License-Identifier: MulanPSL-2.0
"""What a password must be, in words: long, and nothing that is tried first. No composition is asked for, and none grows old.

Tried first are the lists everybody has, usual words with a number behind them, rows of keys, days and telephone numbers,
and what a colleague would guess: account, name, bureau. A sentence is as good as a jumble, and is remembered.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_USUAL = Path(__file__).parent / "data" / "usual_passwords.txt"
_HAN = re.compile(r"[\u3400-\u9fff]")
#: what stands before and behind the word of a usual password: digits and signs
_TRIMMINGS = re.compile(r"^[\W\d_]+|[\W\d_]+$")
#: rows of a keyboard, and what is counted up; a password that is one stretch of them is none
_ROWS = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
)
#: so much must be left of a password without account, name and bureau
_LEFT = 6
_SHORTEST_NAME = 2


#: what nobody takes for another letter or digit when it is copied by hand
_PLAIN = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def one_time(length: int = 12) -> str:
    """A password that opens an account once, to be copied by hand: letters and digits that look like no other.

    >>> len(one_time()), set(one_time(200)) & set("0O1lIi-_")
    (12, set())
    """
    return "".join(secrets.choice(_PLAIN) for _ in range(length))


class LongEnough:
    """A password has a least length, and a sentence in Chinese a shorter one: each character of it says more."""

    def __init__(self, min_length: int = 10, min_han: int = 8, max_length: int = 128) -> None:
        self.min_length, self.min_han, self.max_length = min_length, min_han, max_length

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for one too short or too long."""
        if len(password) > self.max_length:
            raise ValidationError(f"密码太长，最多{self.max_length}个字符，现有{len(password)}个。")
        if len(password) < self.min_length and len(_HAN.findall(password)) < self.min_han:
            raise ValidationError(f"密码太短，应有{self.get_help_text()}")

    def get_help_text(self) -> str:
        """What is said beforehand."""
        return f"{self.min_length}个以上字符，或者{self.min_han}个字以上的一句话。"


class NotUsual(CommonPasswordValidator):
    """A password is none of those that are tried first."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for one of the lists, of one stretch, of one repeated piece, or a usual word with a number."""
        plain = _plain(password)
        if plain in self.passwords or _TRIMMINGS.sub("", plain) in usual() or plain in usual():
            raise ValidationError("这个密码很常见（常用的词加数字也是），别人会先试它。请换一个。")
        if _is_repeated(plain) or any(plain in row or plain[::-1] in row for row in _ROWS):
            raise ValidationError("这个密码是重复的或者按顺序排的字符。请换一个。")
        if plain.isdecimal():
            raise ValidationError("只有数字的密码容易被当作电话、日期、证件号猜到。请加上别的字符。")

    def get_help_text(self) -> str:
        """What is said beforehand."""
        return "不要用常见的密码，不要只用数字。"


class NotOneself:
    """A password is not made of what everybody knows of its holder."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError where little is left without account, name and bureau."""
        left = plain = password.casefold()
        for name in sorted(_known_of(user), key=len, reverse=True):
            left = left.replace(name.casefold(), "")
        if left != plain and len(left) < _LEFT:
            raise ValidationError("密码不要由账号、姓名、机关名称组成。请换一个，或者再加上别的内容。")

    def get_help_text(self) -> str:
        """What is said beforehand."""
        return "不要用账号、姓名、机关名称。"


@cache
def usual() -> frozenset[str]:
    """Words of usual passwords, as one writes them here."""
    lines = _USUAL.read_text(encoding="utf-8").splitlines()
    return frozenset(_plain(line) for line in lines if line.strip() and not line.startswith("#"))


def _plain(text: str) -> str:
    """A text as it is compared: without regard to case and width."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _is_repeated(plain: str) -> bool:
    """Whether a text is one piece of up to a third of it, again and again.

    >>> _is_repeated("abcabcabcabc"), _is_repeated("abcdefghijkl")
    (True, False)
    """
    return any(
        plain == (plain[:size] * (len(plain) // size + 1))[: len(plain)]
        for size in range(1, len(plain) // 3 + 1)
    )


def _known_of(user: Any) -> Iterator[str]:
    """Account, name and bureau of a holder, as far as there is one."""
    officer = getattr(user, "officer", None)
    bureau = getattr(officer, "bureau", None)
    for text in (
        getattr(user, "username", ""),
        getattr(officer, "name", ""),
        *(getattr(bureau, column, "") for column in ("name", "short", "abbreviation")),
    ):
        if len(text or "") >= _SHORTEST_NAME:
            yield text
