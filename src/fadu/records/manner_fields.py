# SPDX-License-Identifier: MulanPSL-2.0
"""Which fields of a service belong to which manner. Pure.

One source for the form that shows them and the judge that asks for them: ``data/service_manners.yaml`` says by which field each need
of a manner is said. A field of every manner (the paper, whom it is for, the day it was sent) is not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from fadu.kernel.place import Place
from fadu.kernel.yaml_reader import read
from fadu.records import delivery
from fadu.records.delivery import DAYS, NEEDS, Manner

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class MannerField:
    """A field that only some manners have: those that need what it ``says``, whose day ``counts`` so, or that are named."""

    key: str
    title: str
    says: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    manners: tuple[str, ...] = ()
    #: whether it tells that somebody had the paper; what a party said that stands, whatever the manner
    received: bool = False
    standing: bool = False

    def is_of(self, manner: Manner) -> bool:
        """Whether the manner has the field."""
        return (
            not set(self.says).isdisjoint(manner.needs)
            or manner.counts in self.counts
            or manner.key in self.manners
        )


@cache
def fields() -> dict[str, MannerField]:
    """All fields that only some manners have, by key.

    >>> fields()["refusal"].title
    '拒收事由'
    """
    top, place = read(delivery.DATA), Place(path=str(delivery.DATA))
    section, known = place.part(top, "fields"), {}
    for key in section:
        what = f"送达登记的项目“{key}”"
        row = place.mapping(section[key], section.at(key), what)
        place.known(row, ("title", "says", "counts", "manners", "received", "standing"), what)
        asked = {name: place.texts(row, name, what) for name in ("says", "counts", "manners")}
        for name, there_are in (("says", NEEDS), ("counts", DAYS), ("manners", delivery.manners())):
            for one in asked[name]:
                place.resolve(row.at(name), name, one, there_are)
        known[key] = MannerField(
            key=key,
            title=place.text(row, "title", what),
            says=asked["says"],
            counts=asked["counts"],
            manners=asked["manners"],
            received=place.flag(row, "received", what),
            standing=place.flag(row, "standing", what),
        )
    return known


def fields_of(manner: Manner) -> tuple[str, ...]:
    """The fields that a manner has beside those every service has.

    >>> fields_of(delivery.manner("left"))
    ('arrived_on', 'address', 'refusal', 'witness', 'filmed')
    >>> fields_of(delivery.manner("announcement"))
    ('whereabouts_unknown', 'account')
    """
    return tuple(field.key for field in fields().values() if field.is_of(manner))


def of_another(manner: Manner, payload: Mapping[str, Any]) -> tuple[MannerField, ...]:
    """What a payload says that belongs to another manner than its own.

    >>> said = {"receiver": "王某", "refusal": "拒收", "filmed": False, "consent": True}
    >>> [field.title for field in of_another(delivery.manner("personal"), said)]
    ['拒收事由']
    """
    there = (field for field in fields().values() if says(payload, field.key))
    return tuple(field for field in there if not field.standing and not field.is_of(manner))


def received(payload: Mapping[str, Any]) -> tuple[MannerField, ...]:
    """What a payload says from which somebody had the paper.

    >>> [field.title for field in received({"arrived_on": "2022-05-12", "relation": ""})]
    ['签收或到达日期']
    """
    return tuple(field for field in fields().values() if field.received and says(payload, field.key))


def says(payload: Mapping[str, Any], key: str) -> bool:
    """Whether a payload says something in a field: a box that is not ticked says nothing."""
    return bool(str(payload.get(key) or "").strip())


def by_field() -> dict[str, tuple[str, ...]]:
    """Each field that only some manners have, with these manners.

    >>> by_field()["refusal"], by_field()["through"]
    (('left',), ('entrusted', 'transferred'))
    """
    return {
        key: tuple(manner.key for manner in delivery.manners().values() if field.is_of(manner))
        for key, field in fields().items()
    }
