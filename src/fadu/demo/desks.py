# SPDX-License-Identifier: MulanPSL-2.0
"""What each printed account of the demo is: whose it is, what post he holds, and what he can do first.

A name to sign in with says nothing by itself. What can be done first is worked out as the desk works it out: the next steps of
an officer's cases; else the kinds of case he may register, or what the post is for.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from fadu.cases.acts import foreseeing
from fadu.cases.acts.next_steps import in_hand, next_steps
from fadu.demo.bureau import ACCOUNTS
from fadu.kernel import clock
from fadu.people import rules
from fadu.people import selectors as people
from fadu.people.actors import OfficerActor
from fadu.procedure.library import library

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: so many different steps are named
LISTED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An account with the name of its holder, unit and post, how much is in hand, and what can be done first there."""

    account: str
    name: str
    unit: str
    post: str
    #: open cases that this officer handles
    in_hand: int
    first: str


def desks() -> Iterator[Desk]:
    """The desks of the printed accounts, in the order in which they are printed."""
    now = clock.now()
    for account, (unit, post) in ACCOUNTS.items():
        officer = people.account_of(account).officer
        if officer is None:
            continue
        steps = [f"{number}：{step}" for number, step in islice(next_steps(officer, now), LISTED)]
        yield Desk(
            account=account,
            name=officer.name,
            unit=unit,
            post=rules.posts()[post],
            in_hand=in_hand(officer, now).count(),
            first="；".join(steps) or _openable(OfficerActor(officer=officer)) or rules.duty(post),
        )


def _openable(by: OfficerActor) -> str:
    """The kinds of case an officer may register, in words; "" for none."""
    bureau, department = by.officer.bureau, by.officer.department
    titles = [
        library().editions(kind)[-1].title
        for kind in library().kinds()
        if not library().editions(kind)[-1].child_only
        and not foreseeing.against_opening(kind=kind, bureau=bureau, by=by, department=department)
    ]
    return f"登记新件：{'、'.join(titles)}" if titles else ""


def printed(listed: Iterable[Desk]) -> Iterator[str]:
    """The accounts as a list: account, name, unit and post, and in a second line what is in hand and what can be done first.

    >>> desk = Desk(account="zhifa", name="丁晨", unit="执法大队", post="经办人员", in_hand=2, first="登记")
    >>> list(printed([desk]))
    ['账号    zhifa           丁晨　执法大队　经办人员　承办2件', '                        先做：登记']
    """
    for desk in listed:
        handles = f"　承办{desk.in_hand}件" if desk.in_hand else ""
        yield f"账号    {desk.account:<16}{desk.name}　{desk.unit}　{desk.post}{handles}"
        yield f"{'':<24}先做：{desk.first}"
