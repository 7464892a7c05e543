# SPDX-License-Identifier: MulanPSL-2.0
"""The digits of a text in one spelling, however a number is written: 一三七, 壹叁柒, 幺三拐, １３７, 一百三十七.

The one place where digits are folded: what is sealed, what is open and what looks like a number are compared in this spelling.
"""

from __future__ import annotations

import re
import unicodedata

_ZEROS, _CHINESE = "零〇○", "一二三四五六七八九"
_OTHERS = "壹贰叁肆伍陆柒捌玖貳參陸参弌弍弎壱弐幺〡〢〣〤〥〦〧〨〩"
_SPELLED = f"{_ZEROS}{_CHINESE}{_OTHERS}"
_DIGITS = str.maketrans(_SPELLED, "000" + "123456789" + "123456789" + "236" + "31231" + "21" + "123456789")
#: how digits are called over the wire: words of their own where no number stands
_CALLED = str.maketrans("洞勾拐两兩", "09722")
_ANY = f"0-9{_SPELLED}"
_OVER_THE_WIRE = re.compile(f"[{_ANY}洞勾拐两兩]{{7,}}")
_UNITS = str.maketrans("仟佰拾", "千百十")
#: a numeral below ten thousand: 一千三百零七, 一百三十七, 十五
_NUMERAL = re.compile(r"(?=\d?[千百十])(?:(\d)千0?)?(?:(\d)百(?:0(?=[1-9]))?)?(?:(\d?)十)?([1-9]?)")
#: the last letter of a name that is also a digit, before a number with its own eleven: 张三一三七零零九九零零七七
_OF_A_NAME = re.compile(
    rf"(?<=[\u3400-\u9fff])(?<![{_ANY}])([{_SPELLED}])(?=[1一壹幺][{_ANY}]{{10}}(?![{_ANY}]))"
)
_LONG = re.compile(f"[{_SPELLED}千百十仟佰拾]{{7,}}")


def in_digits(text: object) -> str:
    """A text in one width with all its digits Arabic; a numeral is the number it says, and digits beside it stand as they are.

    >>> in_digits("一三七零零九九"), in_digits("壹叁柒"), in_digits("１３７"), in_digits("幺三拐洞洞勾勾")
    ('1370099', '137', '137', '1370099')
    >>> in_digits("一百三十七-零零九九"), in_digits("壹佰叁拾柒零零九十九"), in_digits("三百零五"), in_digits("十五")
    ('137-0099', '1370099', '305', '15')
    >>> in_digits("张三一三七零零九九零零七七")
    '张3 13700990077'
    """
    wide = _OVER_THE_WIRE.sub(lambda run: run[0].translate(_CALLED), in_one_width(text))
    parted = _OF_A_NAME.sub(r"\1 ", wide)
    return _NUMERAL.sub(_number, parted.translate(_DIGITS).translate(_UNITS))


def in_one_width(text: object) -> str:
    """A text in one width, its decimal digits of whatever script Arabic; letters stay.

    >>> in_one_width("１３７ 张三")
    '137 张三'
    """
    wide = unicodedata.normalize("NFKC", str(text))
    shown = (sign for sign in wide if unicodedata.category(sign) != "Cf")
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in shown)


def without_spoken_numbers(text: str) -> str:
    """A text with blanks where a long number stands in Chinese digits: no letters of a name.

    >>> without_spoken_numbers("李老师一三七零零九九零零七七")
    '李老师 '
    """
    return _LONG.sub(" ", _OF_A_NAME.sub(r"\1 ", text))


def _number(numeral: re.Match[str]) -> str:
    thousands, hundreds, tens, ones = numeral.groups()
    if tens is None and ones and numeral[0][-2:-1] in ("百", "千"):  # 一百三七: said digit by digit
        return "".join(sign for sign in numeral[0] if sign.isdecimal())
    if thousands is None and hundreds is None and tens is None:
        return numeral[0]
    value = 1000 * int(thousands or 0) + 100 * int(hundreds or 0) + int(ones or 0)
    return str(value + (10 * int(tens or 1) if tens is not None else 0))
