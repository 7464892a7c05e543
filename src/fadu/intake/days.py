# SPDX-License-Identifier: MulanPSL-2.0
"""A day or a moment as people and programs write it: with signs of full width, in characters, with the hour, as a number of a sheet."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from fadu.intake.reading.cells import EPOCH
from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.errors import BadInputError

#: nothing before the republic's first laws, nothing far ahead
EARLIEST, LATEST = date(1978, 1, 1), date(2100, 1, 1)
_CHARACTERS = {
    sign: str(n)
    for signs in ("〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "○")
    for n, sign in enumerate(signs)
}
_TEN = ("十", "拾")
_SIGNS = str.maketrans(
    {"。": ".", "，": "-", "、": "/", "．": ".", "年": "-", "月": "-", "日": " ", "号": " "}
)
_DAY = re.compile(
    r"(?:公元)?\s*(?P<y>\d{4})\s*[-/.]\s*(?P<m>\d{1,2})\s*[-/.]\s*(?P<d>\d{1,2})(?=$|[\sT(上下周星])"
)
_COMPACT = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})")
_TIME = re.compile(
    r"[T\s]*(?P<h>\d{1,2})\s*[:时点]\s*(?P<min>\d{1,2})?\s*(?:[:分]\s*(?P<s>\d{1,2})?(?:\.\d+)?秒?)?"
)
_BESIDE = re.compile(r"\s*[(]?\s*(?:(?:周|星期)[一二三四五六日天\d]|上午|下午|[AaPp][Mm])?\s*[)]?\s*")
_NUMBER = re.compile(r"\d{5}(?:\.\d+)?")
#: numbers by which sheets know the days that can be meant: 1978 to 2099
_FROM, _TO = (EARLIEST - EPOCH).days, (LATEST - EPOCH).days


def parse_moment(text: str, *, epoch: date = EPOCH) -> tuple[datetime, bool]:
    """A moment in legal time, and whether only the day is stated. ``epoch``: from which the sheet counts days. Raises BadInputError.

    >>> parse_moment("2022-03-01")[1], parse_moment("2011-10-11T13:42:22.688+02:00")[0].isoformat()
    (True, '2011-10-11T19:42:22.688000+08:00')
    >>> [parse_moment(day)[0].date().isoformat() for day in ("2022年3月1日", "2022/3/1", "20220301", "２０２２．３．１", "44621")]
    ['2022-03-01', '2022-03-01', '2022-03-01', '2022-03-01', '2022-03-01']
    >>> [parse_moment(day)[0].date().isoformat() for day in ("二〇二二年三月十一日", "2022年十二月二十日", "公元2022年3月1日(周二)")]
    ['2022-03-11', '2022-12-20', '2022-03-01']
    >>> [parse_moment(day) == parse_moment("2022-03-05 10:30") for day in ("2022/3/5 10:30", "2022年3月5日10时30分", "44625.4375")]
    [True, True, True]
    >>> parse_moment("2022/3/5 0:00:00")[1], parse_moment("2022年3月5日上午")[1]
    (True, True)
    >>> parse_moment("2022-02-30")
    Traceback (most recent call last):
    ...
    fadu.kernel.errors.BadInputError: 应为日历上有的日期，如 2022-03-01；实为“2022-02-30”。请改正日期。
    """
    compact = unicodedata.normalize("NFKC", _in_figures(text)).strip()
    try:
        moment, day_only = _zoned(compact) or _counted(compact, epoch) or _written(compact)
    except (ValueError, OverflowError):
        raise BadInputError(expected="日历上有的日期，如 2022-03-01", got=text, remedy="改正日期") from None
    if not EARLIEST <= moment.date() < LATEST:
        raise BadInputError(expected=f"{EARLIEST.year}年以后的日期", got=text, remedy="改正年份")
    return moment, day_only


def _zoned(text: str) -> tuple[datetime, bool] | None:
    """A moment as programs write it."""
    if "T" not in text:
        return None
    moment = datetime.fromisoformat(text)
    return (
        moment.replace(tzinfo=LEGAL_TIME) if moment.tzinfo is None else moment.astimezone(LEGAL_TIME)
    ), False


def _counted(text: str, epoch: date) -> tuple[datetime, bool] | None:
    """A number by which a sheet knows a day, where nobody set the cell as one."""
    if not _NUMBER.fullmatch(text) or not _FROM <= float(text) < _TO:
        return None
    moment = datetime.combine(epoch, time(0), LEGAL_TIME) + timedelta(seconds=round(float(text) * 86_400))
    return moment, moment.time() == time(0)


def _written(text: str) -> tuple[datetime, bool]:
    """A day as people write it, with or without the hour. Raises ValueError."""
    folded = text.translate(_SIGNS)
    said = _COMPACT.fullmatch(folded.strip()) or _DAY.match(folded)
    if said is None:
        raise ValueError(text)
    day = date(int(said["y"]), int(said["m"]), int(said["d"]))
    rest = folded[said.end() :]
    afternoon = "下午" in rest or "pm" in rest.lower()
    rest = _BESIDE.sub("", rest, count=1) if not rest.lstrip()[:1].isdigit() else rest
    if not rest.strip():
        return datetime.combine(day, time(0), LEGAL_TIME), True
    clock = _TIME.fullmatch(rest.rstrip())
    if clock is None:
        raise ValueError(text)
    hour, minute, second = (int(clock[part] or 0) for part in ("h", "min", "s"))
    hour += 12 if afternoon and hour < 12 else 0
    if (hour, minute, second) == (24, 0, 0):
        return datetime.combine(day, time(0), LEGAL_TIME) + timedelta(days=1), False
    moment = datetime.combine(day, time(hour, minute, second), LEGAL_TIME)
    return moment, moment.time() == time(0)  # a program that knows the day alone writes midnight


def _in_figures(text: str) -> str:
    """The characters of a day as figures.

    >>> _in_figures("二〇二二年三月二十五日"), _in_figures("二零二二年十月十日"), _in_figures("2022-03-01")
    ('2022年3月25日', '2022年10月10日', '2022-03-01')
    """
    return re.sub(
        r"[〇○零一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]+(?=[年月日号])", lambda m: _number(m[0]), text
    )


def _number(signs: str) -> str:
    """A number in characters: digit by digit, or with tens."""
    for ten in _TEN:
        if ten in signs:
            tens, _, ones = signs.partition(ten)
            return f"{_CHARACTERS.get(tens, '1')}{_CHARACTERS.get(ones, '0')}"
    return "".join(_CHARACTERS[sign] for sign in signs)
