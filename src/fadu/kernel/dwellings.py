# SPDX-License-Identifier: MulanPSL-2.0
"""Where somebody lives, as a text says it: a flat by house, staircase and number, a street with a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fadu.kernel.letters import HAN, spelled_alike
from fadu.kernel.name_words import folded
from fadu.kernel.ordinary_words import without_ordinary_ends
from fadu.kernel.spoken_digits import in_digits

if TYPE_CHECKING:
    from collections.abc import Iterator

#: house, staircase, flat; and those by another name
_UNIT = "(?:号楼|单元|支弄|[幢栋座楼层室房号弄户组队])"
_CHAIN = rf"[A-Za-z]?\d+[A-Za-z]?{_UNIT}(?:[ -]?[A-Za-z]?\d+[A-Za-z]?{_UNIT})*"
_ADDRESS = re.compile(rf"([{HAN}]*)\s*({_CHAIN})")
_HOUSES = ("幢", "栋", "号楼", "座")
_DASHED = re.compile(rf"([{HAN}]{{2,}})\s*(\d+(?:[-/#]\d+){{1,3}})(?!\d)")
_STREET = re.compile(spelled_alike("[路街道巷弄村园区苑庭城湾府邸里坊厦寓庄社组镇乡桥墅居轩阁郡]") + "$")
_DISTRICT = re.compile(f"^.*{spelled_alike('[省市区县镇乡]')}(?=..)")
#: how a place ends that is a home: 501室, 3幢501号; a house, a staircase, a floor, a group of a village are those of many
_HOME = re.compile(spelled_alike(r"\d[a-z]?[室房户]$|(?:幢|栋|座|楼|层|单元)\d+号$"))
#: numbers after a street or an estate without what they count: 阳光花园3-501, 清河路88-1
_UNCOUNTED = re.compile(rf"[^\d]+?({spelled_alike('[路街道巷弄]')})?(\d+)")
#: so many digits are a house and a flat; after a street, whose numbers are longer
_DIGITS_OF_A_HOME, _DIGITS_AFTER_A_STREET = 4, 6
_LIVES = re.compile(f"^.*(?:{spelled_alike('居住于|居住在|住址|地址|住于|住在|住')})")


def addresses_in(text: object) -> Iterator[str]:
    """Where somebody lives, as a whole and without what lies around: a flat says whose it is, a street with a number too."""
    spoken = in_digits(folded(text))
    for before, chain in _ADDRESS.findall(spoken):
        place, flat = _place(before), spelled_alike(chain)
        if is_flat := len(re.findall(_UNIT, chain)) > 1:
            yield from (f"{place}{each}" for each in _other_houses(flat) if place)
            yield from _other_houses(flat)
        if place and (is_flat or _STREET.search(place)):
            yield f"{place}{flat}"
            yield f"{_DISTRICT.sub('', place)}{flat}"
            if is_flat:
                yield from _as_numbers(_DISTRICT.sub("", place), flat)
    for before, numbers in _DASHED.findall(spoken):
        if _STREET.search(place := _DISTRICT.sub("", _place(before))):
            yield f"{place}{spelled_alike(numbers)}"


def is_a_home(place: str) -> bool:
    """Whether a place of :func:`addresses_in` is where one household lives; the trader may be in any larger one.

    >>> [is_a_home(each) for each in ("3幢501室", "阳光花园3501", "3幢501号")]
    [True, True, True]
    >>> [is_a_home(each) for each in ("清河路88号", "清河路881", "阳光花园3幢", "88号2楼", "清河村3组")]
    [False, False, False, False, False]
    """
    if numbers := _UNCOUNTED.fullmatch(place):
        return len(numbers[2]) >= (_DIGITS_AFTER_A_STREET if numbers[1] else _DIGITS_OF_A_HOME)
    return _HOME.search(spelled_alike(place)) is not None


def _as_numbers(place: str, flat: str) -> Iterator[str]:
    """A flat said by its numbers alone; a larger place is not said so."""
    if is_a_home(flat):
        yield f"{place}{''.join(re.findall('[0-9a-z]+', flat))}"


def flats_in(text: object) -> Iterator[str]:
    """The flats a text says, by house, staircase and number."""
    for _, chain in _ADDRESS.findall(in_digits(folded(text))):
        if len(re.findall(_UNIT, chain)) > 1:
            yield from _other_houses(spelled_alike(chain))


def _place(before: str) -> str:
    """The words before a number that say where: without who lives there."""
    return without_ordinary_ends(_LIVES.sub("", spelled_alike(before)))


def _other_houses(flat: str) -> Iterator[str]:
    """A flat, its house said in each way."""
    yield flat
    house = next((word for word in _HOUSES if word in flat), "")
    yield from (flat.replace(house, word, 1) for word in _HOUSES if house and word != house)
