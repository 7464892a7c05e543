# SPDX-License-Identifier: MulanPSL-2.0
"""Guards on how long a licence holds: when it begins, and for how many years at most.

A licence that is changed or reissued ends when the former one did, where its item says so: one that ends on 30 June 2025 ends
then under its new name, too (食品经营许可和备案管理办法 35, 37). Special law goes before the general rule: a food business licence renewed on 20 February runs from that day, whatever day
the old one ends on (食品经营许可和备案管理办法 36); where the item is silent it runs on from the day after (许可程序暂行规定 27).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from fadu.matters.licence.renewals import CATALOGUE
from fadu.procedure.decision import HOLDS, Ground
from fadu.procedure.guards import guard
from fadu.procedure.subjects import entry_saying

if TYPE_CHECKING:
    from fadu.law.catalogue import Entry
    from fadu.procedure.decision import Verdict, World


@guard("renewed_term_begins", "延续的有效期自依法应当起算之日起算", law="licence/renewed_term")
def renewed_term_begins(world: World, **_: Any) -> Verdict:
    """A renewed licence begins on the day its item says: that of the decision, or the day after the old one ends."""
    begins, expires = _day(world, "valid_from"), _day(world, "expires_on")
    if world.value("application_kind") != "renewal" or begins is None or expires is None:
        return HOLDS
    entry = entry_saying(world, CATALOGUE, "valid_from")
    rule = str(entry.says["valid_from"]) if entry else "expiry"
    decided, next_day = world.at.date(), expires + timedelta(days=1)
    by_decision = rule == "decision" or (rule == "expiry_in_time" and decided > expires)
    if begins == (decided if by_decision else next_day):
        return HOLDS
    if by_decision and decided < begins and (begins <= expires or expires < decided) and _more_sign(world):
        return HOLDS  # the day on which the last of them signs is still to come
    day = f"作出延续决定之日{decided}" if by_decision else f"原有效期届满次日{next_day}"
    return Ground(
        code="renewed_term",
        message=f"延续后的有效期应自{day}起算；所填为{begins}。",
        cites=entry.cites if entry else (),
        remedy="改正有效期的起始之日；已经有人签署的，退回后重新填写",
    )


def _day(world: World, field: str) -> date | None:
    value = world.value(field)
    return date.fromisoformat(str(value)) if value else None


def _more_sign(world: World) -> bool:
    """Whether this is the signature of a grant after which others still sign."""
    grant = world.procedure.actions["grant"]
    signed = next((len(each.signatures) for each in world.state.pending if each.action == grant.key), 0)
    return world.state.stage in grant.sources and signed + 1 < len(grant.signs)


@guard("term_begins", "有效期自该事项规定之日起算，届满不早于起算", law="licence/term", version=2)
def term_begins(world: World, **_: Any) -> Verdict:
    """A new licence begins on the day it is decided, where its item says so; none ends before it begins.

    What one grant tells of both days is the field's own rule; here it is what an earlier grant of the same case left standing
    (one that was annulled and is decided anew).

    A food business licence granted on 11 March 2024 holds from that day, neither from June before nor from June after
    (食品经营许可和备案管理办法 19).
    """
    begins, ends, decided = _day(world, "valid_from"), _day(world, "valid_to"), world.at.date()
    if begins and ends and ends < begins and not world.proposed.get("valid_to"):
        return Ground(
            code="ends_before_it_begins",
            message=f"本案此前所填的“有效期至”为{ends}，早于所填的“有效期自”{begins}。",
            remedy="重新填写“有效期至”",
        )
    entry = entry_saying(world, CATALOGUE, "valid_from")
    if world.value("application_kind") not in ("new", None) or begins is None or entry is None:
        return HOLDS  # when a renewed one begins is another guard's question
    if begins == decided or entry.says["valid_from"] != "decision":
        return HOLDS
    if decided < begins and _more_sign(world):
        return HOLDS  # the day on which the last of them signs is still to come
    return Ground(
        code="not_from_the_decision",
        message=f"“{world.value('item')}”的有效期自作出决定之日{decided}起算；所填为{begins}。",
        cites=_instruments(world, entry),
        remedy="改正有效期的起始之日；已经有人签署的，退回后重新填写",
    )


def _instruments(world: World, entry: Entry) -> tuple[str, ...]:
    """The instruments, without articles, that an entry of special law rests on."""
    names = (cite.rsplit(" ", 1)[0] for cite in entry.cites)
    return tuple(dict.fromkeys(name for name in names if world.law.cite(name)))


def _own_articles(entry: Entry) -> tuple[str, ...]:
    """The articles an entry rests on besides those of its terms; all of them where its terms have none of their own."""
    of_terms = {cite for term in entry.terms.values() for cite in term.limit.cites}
    return tuple(cite for cite in entry.cites if cite not in of_terms) or entry.cites


@guard("no_longer_than_the_item", "有效期写明，不超过该事项的年限", version=2)
def no_longer_than_the_item(world: World, **_: Any) -> Verdict:
    """A licence ends at the latest when the years of its item are over, its first day counted.

    Five years from 20 February 2024 end on 19 February 2029. Where the item names no years, none are asked of it; where it does,
    the decision says how long the licence holds.
    """
    ends, begins = _day(world, "valid_to"), _day(world, "valid_from") or world.at.date()
    entry = entry_saying(world, CATALOGUE, "validity")
    if entry is None:
        return HOLDS
    if ends is None and not world.value("licence_number"):
        return HOLDS  # nothing is filled in yet
    years = int(str(entry.says["validity"]))
    last = _years_on(begins, years) - timedelta(days=1)
    if ends is None:
        return Ground(
            code="no_validity",
            message=f"“{world.value('item')}”的许可证件有效期为{years}年，没有填写“有效期至”，决定书上将没有有效期。",
            cites=_own_articles(entry),
            remedy=f"填写“有效期自”和“有效期至”：自{begins}起的，至多至{last}；已经有人签署的，退回后重新填写",
            unknown=world.replay,
        )
    if ends <= last:
        return HOLDS
    return Ground(
        code="too_long",
        message=f"“{world.value('item')}”的有效期为{entry.says['validity']}年，自{begins}起至{last}止；所填为{ends}。",
        cites=_instruments(world, entry),
        remedy="改正有效期的届满之日",
    )


@guard("former_end_kept", "变更、补证后的有效期与原证一致", law="licence/former_end", version=2)
def former_end_kept(world: World, **_: Any) -> Verdict:
    """A licence changed or reissued ends when the former one did, and its decision says so; begun anew only after a full inspection, where the item allows it."""
    entry, ends, former = _former(world), _day(world, "valid_to"), _day(world, "expires_on")
    if entry is None or (ends is None and not (former and world.value("licence_number"))):
        return HOLDS  # nothing is filled in yet, or nobody said when the former one ends
    if ends is None:
        return Ground(
            code="no_validity",
            message=f"“{world.value('item')}”变更、补证后的有效期与原证一致，至{former}止，没有填写“有效期至”，决定书上将没有有效期。",
            cites=_own_articles(entry),
            remedy="填写“有效期至”；已经有人签署的，退回后重新填写",
            unknown=world.replay,
        )
    inspected = bool(world.state.done("inspect_site"))
    if ends == former or (inspected and entry.says["valid_to"] == "former_or_anew"):
        return HOLDS
    if former is None:
        return Ground(
            code="former_end_unknown",
            message="没有登记原许可有效期届满之日，不能核对变更、补证后的有效期。",
            cites=entry.cites,
            remedy="收到申请时写明原许可有效期届满之日；没有写明的，证件的有效期与原证一致，此处不填",
            unknown=world.replay,
        )
    return Ground(
        code="not_the_former_end",
        message=f"“{world.value('item')}”变更、补证后的有效期与原证一致，至{former}止；所填为{ends}。",
        cites=entry.cites,
        remedy="改正有效期的届满之日"
        + ("；全面核查的，先登记核查" if entry.says["valid_to"] != "former" else ""),
    )


@guard("former_end_named", "变更、补证申请写明原许可届满之日", law="licence/former_end")
def former_end_named(world: World, **_: Any) -> Verdict:
    """Where the new paper ends when the former one did, the application says when that is."""
    entry = _former(world)
    if entry is None or world.value("expires_on"):
        return HOLDS
    return Ground(
        code="no_expiry",
        message="该事项变更、补证后的有效期与原证一致，申请没有写明原许可有效期届满之日。",
        cites=entry.cites,
        remedy="填写原许可有效期届满之日",
        unknown=world.replay,
    )


def _former(world: World) -> Entry | None:
    """The rule of the item by which a licence changed or reissued ends when the former one did; None where it has none."""
    if world.value("application_kind") not in ("change", "reissue"):
        return None
    return entry_saying(world, CATALOGUE, "valid_to")


def _years_on(day: date, years: int) -> date:
    """The same day years later; what began on a leap day does so on the first of March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, day.month + 1, 1)
