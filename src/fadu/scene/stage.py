# SPDX-License-Identifier: MulanPSL-2.0
"""A stage on which lives of cases are played through the real services, in the order of the calendar.

Each case is played by a generator: it yields the moment of its next step, and acts when it is resumed. The scene sets the clock to
the earliest moment and resumes that generator. The demo bureau and the load tests are built this way.
"""

from __future__ import annotations

import heapq
import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from fadu.cases.acts import services
from fadu.cases.background import scheduler
from fadu.cases.errors import ActRefusedError
from fadu.cases.rules import officer_id_of, party_key, person_of
from fadu.cases.world.worlds import procedure_of, state_of
from fadu.kernel import clock
from fadu.kernel.clock import LEGAL_TIME
from fadu.kernel.errors import FaduError
from fadu.law.calendar import shipped
from fadu.people.actors import OfficerActor
from fadu.people.models import Officer
from fadu.procedure import jointly
from fadu.records.delivery import relations
from fadu.scene.seats import Seats

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from fadu.cases.models import Act, Case
    from fadu.people.models import Bureau, Department, Party
    from fadu.procedure.decision import Ground

    Life = Iterator[datetime]

_NAMESPACE = uuid.UUID("0e7e1ad1-6a55-5b0c-9a6f-2022f0d0bead")


class NotRefusedError(FaduError):
    """本应拒绝的办理行为被办理了。"""

    code = "not_refused"


@dataclass(slots=True)
class Scene:
    """The bureau, its people by post, and a random source of its own: the same seed lives the same year."""

    bureau: Bureau
    year: int
    rng: Random
    #: post -> officers; department -> its people by post
    people: Mapping[str, Sequence[Officer]]
    units: Mapping[str, Mapping[str, Sequence[Officer]]]
    departments: Mapping[str, Department]
    parties: Callable[..., Party]
    children: Mapping[str, Callable[[Scene, Case], Life]] = field(default_factory=dict)
    #: kind -> opens a case of it from a lead, and lets it live on beside
    led: Mapping[str, Callable[..., Case]] = field(default_factory=dict)
    #: is given the day at each of its mornings
    at_morning: Callable[[date], object] = bool
    acts: int = 0
    refusals: int = 0
    _waiting: list[tuple[datetime, int, Life]] = field(default_factory=list)
    _count: int = 0
    _wanted: list[Life] = field(default_factory=list)
    #: of which cases the second officer confirms on a day what was done together
    _confirming: set[tuple[int, date]] = field(default_factory=set)
    #: the part of the cases that is lived at the desk
    seats: Seats = field(default_factory=Seats)

    # -- time --------------------------------------------------------------------------------------

    def working_day(self, start: date, plus: int = 0) -> date:
        """A working day: the first on or after a day, or so many later."""
        calendar = shipped()
        return calendar.plus(calendar.on_or_after(start), plus) if plus else calendar.on_or_after(start)

    def moment(self, day: date, hour: int = 9, minute: int = 0) -> datetime:
        """A moment of a day in legal time."""
        return datetime.combine(day, time(hour, minute), LEGAL_TIME)

    def later(self, plus: int, *, hours: tuple[int, int] = (9, 17)) -> datetime:
        """A moment so many working days after now, in office hours; 0 is a little later today."""
        now = clock.now()
        if plus == 0:
            return now + timedelta(minutes=self.rng.randint(5, 40))
        day = self.working_day(now.date(), plus)
        return self.moment(day, self.rng.randint(hours[0], hours[1] - 1), self.rng.randrange(60))

    def chance(self, percent: int) -> bool:
        """True so many times in a hundred."""
        return self.rng.randrange(100) < percent

    def pair(self, unit: str, *, by_first: bool = False, at_desk: bool = False) -> tuple[Officer, Officer]:
        """Two handlers of a unit; with ``by_first`` the first of them is the first of the unit, whose account is shown."""
        handlers = self.seats.those(self.units[unit]["case_handler"], at_desk=at_desk)
        one, two = self.rng.sample(handlers, 2)
        if by_first and one != handlers[0]:
            one, two = handlers[0], one
        return one, two

    # -- lives -------------------------------------------------------------------------------------

    def enter(self, life: Life) -> None:
        """Let a life begin: it runs to its first moment."""
        self._count += 1
        first = next(life, None)
        if first is not None:
            heapq.heappush(self._waiting, (first, self._count, life))

    def play(self, until: datetime) -> None:
        """Wake the lives in the order of their moments, and the law each morning, up to a moment."""
        morning = self._waiting[0][0].date() if self._waiting else until.date()
        while self._waiting and self._waiting[0][0] <= until:
            moment, count, life = heapq.heappop(self._waiting)
            while morning <= moment.date():
                self.at_morning(morning)
                with clock.set_to(self.moment(morning, 7)):
                    self.acts += len(scheduler.run(self.moment(morning, 7)))
                morning += timedelta(days=1)
            with clock.set_to(moment):
                following = next(life, None)
                if following is not None:
                    heapq.heappush(self._waiting, (max(following, moment), count, life))
                for wanted in self._wanted:
                    self.enter(wanted)
                self._wanted.clear()

    def also(self, life: Life) -> None:
        """Another life begins from within this one (a penalty that springs from a tip-off)."""
        self._wanted.append(life)

    def child(self, case: Case, kind: str, topic: str = "") -> Life:
        """Live the newest child of a kind to its end."""
        children = case.children.filter(kind=kind).order_by("-pk")
        newest = (children.filter(topic=topic) if topic else children).first()
        if newest is None:
            raise FaduError(f"{case.number}没有“{kind}”子程序。")
        yield from self.children[kind](self, newest)

    # -- acts --------------------------------------------------------------------------------------

    def _id(self) -> uuid.UUID:
        self.acts += 1
        return uuid.uuid5(_NAMESPACE, f"{self.bureau.pk}/{self.year}/{self.acts + self.refusals}")

    def open(
        self,
        kind: str,
        by: Officer,
        payload: Mapping[str, Any],
        *,
        unit: str,
        parties: Sequence[tuple[Party, str]] = (),
        links: Sequence[tuple[str, Case]] = (),
        at_desk: bool = False,
    ) -> Case:
        """Open a case now; one opened at the desk is lived there."""
        if at_desk:
            self.acts += 1
            return self.seats.open(kind, by, payload, department=self.departments[unit], parties=parties)
        return services.open_case(
            kind=kind,
            bureau=self.bureau,
            by=OfficerActor(officer=by),
            payload=payload,
            at=clock.now(),
            request_id=self._id(),
            department=self.departments[unit],
            parties=parties,
            links=links,
        )

    def act(
        self,
        case: Case,
        action: str,
        by: Officer,
        payload: Mapping[str, Any] | None = None,
        *,
        party: Party | None = None,
    ) -> Act:
        """Do an act now."""
        said, key = payload or {}, party_key(party.pk) if party else ""
        if (desk := self.seats.desk_of(case, by)) is not None:
            self.acts += 1
            act = desk.act(case, action, by, said, party=key)
        else:
            act = self._served(case, action, by, said, party=key)
        if len(act.by) > 1 and (case.pk, clock.today()) not in self._confirming:
            self._confirming.add((case.pk, clock.today()))
            self.also(self._confirmed(case))
        return act

    def _served(self, case: Case, action: str, by: Officer, payload: Mapping[str, Any], *, party: str) -> Act:
        """Do an act through the services."""
        return services.perform(
            case=case,
            action=action,
            by=OfficerActor(officer=by),
            payload=payload,
            request_id=self._id(),
            party=party,
        )

    def _confirmed(self, case: Case) -> Life:
        """In the evening of a day on which two officers were out together the second confirms what the first recorded."""
        yield max(self.moment(clock.today(), 17, 30), clock.now() + timedelta(minutes=5))
        self._confirming.discard(
            (case.pk, clock.today())
        )  # what is done later still is confirmed later still
        state = state_of(case)
        waiting: dict[str, list[int]] = {}
        for joint in jointly.unconfirmed(procedure_of(case), state):
            waiting.setdefault(joint.waiting[0].person, []).append(joint.entry.seq)
        for person, acts in waiting.items():
            officer = Officer.objects.get(pk=officer_id_of(person))
            self.act(case, jointly.CONFIRM_JOINT, officer, {"of": jointly.AND.join(map(str, acts))})

    def signed(self, case: Case, action: str, payload: Mapping[str, Any], *signers: Officer) -> None:
        """Let everybody sign, one after the other, today."""
        for place, signer in enumerate(signers):
            self.act(case, action, signer, payload if place == 0 else {})

    def assign(self, case: Case, role: str, by: Officer, *officers: Officer) -> None:
        """Assign officers to a role."""
        for officer in officers:
            self.act(
                case, "assign", by, {"role": role, "person": person_of(officer.pk), "name": officer.name}
            )

    def assigned(self, case: Case, role: str) -> Officer:
        """Who was assigned to a role first."""
        return case.assignments.filter(role=role).select_related("officer").earliest("pk").officer

    def refused(
        self,
        case: Case,
        action: str,
        by: Officer,
        payload: Mapping[str, Any] | None = None,
        *,
        party: Party | None = None,
    ) -> tuple[Ground, ...]:
        """Try what the law forbids: the refusal is recorded with its grounds. An act that passes is an error."""
        self.refusals += 1
        try:
            self._served(case, action, by, payload or {}, party=party_key(party.pk) if party else "")
        except ActRefusedError as error:
            return error.grounds
        raise NotRefusedError(f"{case.number}：“{action}”本应被拒绝。")

    def serve(
        self, case: Case, template: str, by: Officer, *, manner: str = "personal", sent_on: date | None = None
    ) -> None:
        """Serve the newest document of a template on everybody it is addressed to, today; a letter went out on the day ``sent_on``."""
        row = case.documents.filter(template=template).order_by("-seq").first()
        if row is None:
            raise FaduError(f"{case.number}没有文书“{template}”。")
        ref = f"{template}/{row.seq}"
        view = next(one for one in state_of(case).documents if one.ref == ref)
        for party in case.parties.order_by("pk"):
            if view.is_for(party_key(party.party_id)):
                self._hand(case, ref, party_key(party.party_id), by, manner, sent_on)

    def serve_what_waits(self, case: Case, by: Officer, *, manner: str = "personal") -> None:
        """Serve every paper on whoever it is addressed to and has not had it, today."""
        state = state_of(case)
        for view in state.documents:
            reached = {service.party for service in view.services}
            for party in state.parties:
                if not view.void and party.key in view.parties and party.key not in reached:
                    self._hand(case, view.ref, party.key, by, manner)

    def _hand(
        self, case: Case, ref: str, party: str, by: Officer, manner: str, sent_on: date | None = None
    ) -> None:
        today = clock.today().isoformat()
        sent = sent_on.isoformat() if sent_on else today
        payload = {"document": ref, "party": party, "manner": manner, "sent_on": sent}
        if manner == "personal":
            payload |= {"address": "受送达人住所", **_who_signs(case, party)}
        elif manner == "post":
            payload["mail_number"] = f"XA{''.join(filter(str.isdigit, case.number)) or case.pk:0>11}"
        self.act(case, "serve", by, {**payload, "arrived_on": today, "proof": "回证附卷"})

    def publish(self, case: Case, rule: str, by: Officer, channel: str) -> None:
        """Publish today."""
        self.act(
            case, "publish", by, {"rule": rule, "channel": channel, "published_on": clock.today().isoformat()}
        )


def _who_signs(case: Case, party: str) -> dict[str, str]:
    """Who signs the receipt: whoever leads a unit, a natural person itself; where no head is known, the unit by its seal."""
    known = next(
        row.party for row in case.parties.select_related("party") if party_key(row.party_id) == party
    )
    head = known.legal_representative
    if known.kind in {"person", "sole_trader"} or not head:
        return {"receiver": next(view.name for view in state_of(case).parties if view.key == party)}
    return {"receiver": head, "relation": next(r.title for r in relations().values() if r.key == "head")}
