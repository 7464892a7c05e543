# SPDX-License-Identifier: MulanPSL-2.0
"""Who received a paper, who witnessed that it was left, and which unit brought it: others than those who serve it, and somebody at all.

Whoever serves, or handles the case, receives nothing for the party and witnesses nothing; the party witnesses nothing of its own; a bureau
does not entrust itself. Of a name alone it is certain only of those of this case: of another officer's name it is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fadu.cases.models import Case
from fadu.cases.rules import officer_id_of, party_id_of
from fadu.kernel.plain_days import plain_day
from fadu.people import party_views
from fadu.people import selectors as people
from fadu.procedure import contents
from fadu.procedure.decision import Ground
from fadu.records import delivery, manner_fields, service_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from fadu.procedure.decision import World
    from fadu.procedure.state import PartyView, State

#: the grounds: no name where a name belongs, one of those who serve, the party itself, the bureau itself
NOBODY, SERVES, OWN_WITNESS, OURSELVES = (
    "names_nobody",
    "served_by_the_same",
    "party_as_witness",
    "entrusted_to_itself",
)
#: the fields that name a person of a service, and those that name somebody at all
PERSONS, NAMED = ("receiver", "witness"), ("receiver", "witness", "through")


def grounds(world: World, payload: Mapping[str, Any]) -> Iterator[Ground]:
    """What is certain against those whom a service names."""
    cites = contents.of_service(world, payload)
    for key in NAMED:
        if service_words.is_nobody(said := _said(payload, key)):
            yield Ground(
                code=NOBODY,
                message=f"“{_title(key)}”应写明姓名或者名称，填写的是“{said}”。",
                cites=cites,
                remedy="写明姓名（单位写全称）；没有的，留空，按该送达方式的其他要求办理",
                form=True,
            )
    yield from _those_who_serve(world, payload, cites)
    yield from _party_as_witness(world, payload, cites)
    through = _said(payload, "through")
    if through and (service_words.is_ourselves(through) or through in _own_names(world)):
        yield Ground(
            code=OURSELVES,
            message=f"“{_title('through')}”应是受委托、转交的其他单位，填写的“{through}”是本机关。",
            cites=cites,
            remedy="本机关自己送达的，改选直接送达；拒收而由本机关留置的，“代为送达的单位”留空",
        )


def _those_who_serve(world: World, payload: Mapping[str, Any], cites: tuple[str, ...]) -> Iterator[Ground]:
    """Against somebody of those who serve the paper or handle the case as the one who received it, or witnessed that it was left."""
    named = {key: names for key in PERSONS if (names := _others(world, payload, key))}
    serving = _serving(world) if named else set()
    for key, names in named.items():
        for name in names:
            if name in serving:
                does = "签收" if key == "receiver" else "见证"
                yield Ground(
                    code=SERVES,
                    message=f"“{_title(key)}”应是送达人、办案人员以外的人，填写的{name}是本案的送达人或者办案人员，不能{does}。",
                    cites=cites,
                    remedy="核对送达回证，改写实际的人；确系同名的另一人，在姓名前写明其单位、身份",
                )


def _party_as_witness(world: World, payload: Mapping[str, Any], cites: tuple[str, ...]) -> Iterator[Ground]:
    """Against the party, or whoever runs it, as the witness that the paper was left with it."""
    witnesses = service_words.names(_said(payload, "witness"))
    party = _party(world.state, payload)
    if not witnesses or party is None:
        return
    known = party_views.parties_of([party_id_of(party.key)])
    own = {_bare(party.name), *(_bare(row.legal_representative) for row in known)} - {""}
    for name in witnesses:
        if name in own:
            yield Ground(
                code=OWN_WITNESS,
                message=f"“{_title('witness')}”应是基层组织或者所在单位的代表等旁人，填写的{name}是受送达人自己（或者其法定代表人、负责人）。",
                cites=cites,
                remedy="请有关基层组织或者所在单位的代表到场见证；没有见证人的，留在住所并拍照、录像",
            )


def doubts(world: World, payload: Mapping[str, Any], sent: date) -> Iterator[str]:
    """What is asked about those whom a service names, and about a paper that was left: whether it was refused, and where it lies."""
    if payload.get("failure"):
        return
    named = {key: names for key in PERSONS if (names := _others(world, payload, key))}
    ours = _officers(world) - _serving(world) if named else set()
    for key, names in named.items():
        for name in names:
            if name in ours:
                yield f"“{_title(key)}”{name}与本机关的一名工作人员同名：本机关的人不签收、不见证，请核对；是另一人的，写明其单位、身份。"
    yield from _named_in_no_paper(world, payload)
    manner = delivery.manners().get(str(payload.get("manner")))
    if manner is None:
        return
    if "refused" in manner.needs and (word := service_words.nobody_refused(_said(payload, "refusal"))):
        yield f"“拒收事由”写的是“{word}”，没有写谁拒绝签收：留置送达以拒绝签收为前提；没有人拒收的，改选其他送达方式。"
    if not payload.get("filmed") or not {"kept", "witnessed"}.intersection(manner.needs):
        return
    has_witness = "witnessed" in manner.needs and bool(_said(payload, "witness"))
    if "witnessed" in manner.needs and not has_witness:
        yield from _elsewhere(world, payload)
    if not has_witness and not _taken_in_since(world.state, payload, sent):
        yield "勾选了“已经拍照、录像、截屏”，案卷里没有送出以后收入的材料：把照片、录像、截图收入案卷，在“送达证明”写其名称。"


def _named_in_no_paper(world: World, payload: Mapping[str, Any]) -> Iterator[str]:
    """Where an agent, or somebody designated, signed whom no paper in the file names."""
    relation = delivery.relations().get(_said(payload, "relation"))
    signed = service_words.names(_said(payload, "receiver"))
    if (
        relation is None
        or not signed
        or {_bare(view.name) for view in world.state.parties}.intersection(signed)
    ):
        return
    if not any(service_words.is_named_in(relation.key, title) for title in ("", *world.state.titles_filed())):
        yield f"{'、'.join(signed)}以“{relation.title}”签收，案卷里没有写明其身份的材料：把授权委托书、送达地址确认书等收入案卷；没有的，核对签收人。"


def _elsewhere(world: World, payload: Mapping[str, Any]) -> Iterator[str]:
    """Where photographs stand in the place of a witness, and the paper was not left at the address of the party as it is known."""
    party, place = _party(world.state, payload), _bare(_said(payload, "address"))
    if party is None:
        return
    view = party_views.party_view(party_id_of(party.key))
    known = _bare(str(view["address"]))
    if place and (view["kind"] == "person" or not known or place in known or known in place):
        return
    where = f"“{_said(payload, 'address')}”，不是登记的住所（{view['address']}）" if place else "空着"
    yield f"没有见证人而拍照、录像的，应留在受送达人的住所；“送达地点”{where}：请核对。"


def _taken_in_since(state: State, payload: Mapping[str, Any], sent: date) -> bool:
    """Whether a file is named as the proof, or the case took one in that is no older than the sending."""
    if payload.get("proof_digest") or state.proof(_said(payload, "proof")):
        return True
    return any((plain_day(e.payload.get("taken_on")) or e.at.date()) >= sent for e in state.filed())


def _others(world: World, payload: Mapping[str, Any], key: str) -> list[str]:
    """The names in a field, without the party's own: who serves may bear the name of the party."""
    party = _party(world.state, payload)
    own = _bare(party.name) if party else ""
    return [name for name in service_words.names(_said(payload, key)) if name != own]


def _serving(world: World) -> set[str]:
    """The names of those who serve a paper, enter it, or have a role in the case."""
    acting = [each.name for each in (world.actor, world.recorder, world.still, *world.together) if each]
    persons = {person for persons in world.state.assigned.values() for person in persons}
    ids = sorted({key for person in persons if (key := officer_id_of(person)) is not None})
    return {_bare(name) for name in (*acting, *map(people.officer_name, ids)) if name}


def _officers(world: World) -> set[str]:
    """The names of all officers of the bureau that handles the case; none where the case is not known."""
    bureau = Case.objects.filter(number=world.case).values_list("bureau_id", flat=True).first()
    return {_bare(name) for name in people.names_in(bureau).values()} if bureau else set()


def _own_names(world: World) -> set[str]:
    """What the bureau that handles the case is called."""
    named = Case.objects.filter(number=world.case).values_list("bureau__name", "bureau__short").first()
    return {name for name in named or () if name}


def _party(state: State, payload: Mapping[str, Any]) -> PartyView | None:
    return next((view for view in state.parties if view.key == payload.get("party")), None)


def _title(key: str) -> str:
    return manner_fields.fields()[key].title


def _bare(text: str) -> str:
    return "".join(text.split())


def _said(payload: Mapping[str, Any], key: str) -> str:
    return str(payload.get(key) or "").strip()
