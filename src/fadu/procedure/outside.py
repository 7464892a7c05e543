# SPDX-License-Identifier: MulanPSL-2.0
"""What an answer rests on beyond the acts of the case: named by `needs`, fetched by the services, judged here.

Nothing here asks a database. What a request needs and nobody fetched is *unknown*, and unknown refuses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fadu.procedure import closed_keys, entered_twice
from fadu.procedure.decision import Ground, Outside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fadu.procedure.decision import Need, Permitted, Request, World
    from fadu.procedure.model import Action, Procedure
    from fadu.procedure.state import Pending

#: acts every procedure knows in which nobody writes freely: all is chosen, and whom they name the register calls by name
CHOSEN = frozenset({"assign", "confirm_day", "confirm_joint"})
#: those in which somebody does
FREE_TEXT = closed_keys.KEYS.keys() - CHOSEN

#: the law that keeps whoever informed unnamed
KEPT_UNNAMED = "informant/kept_confidential"

#: built-in acts by which somebody of the register comes into a case
NAMES_SOMEBODY = ("add_party", "succeed")
#: those that prove by a paper (``paper``) what no officer here has seen: it ends debts, complaints and the right to be heard
PROVES = ("succeed",)


def needs(procedure: Procedure, request: Request) -> frozenset[Need]:
    """The facts an answer to this request rests on.

    Service, joins and repeated sealed text depend on what was filled in: a blank request does not need them. What is written
    is compared with what is sealed in the whole family, whether this kind of case seals anything or not.
    """
    needed: set[Need] = {"sight"}
    if request.blank:
        return frozenset(needed)
    action = procedure.actions.get(request.action)
    if request.action == "serve":
        needed.add("service")
    if action is not None and action.merges_into and request.payload.get(action.merges_into):
        needed.add("join")
    if action is not None or request.action in FREE_TEXT:
        needed.add("sealed")
    if request.action in NAMES_SOMEBODY:
        needed.add("register")
    if request.action in PROVES:
        needed.add("proof")
    if action is not None and action.issues:
        needed.add("papers")
    if action is not None and request.payload.get("linked"):
        needed.add("linked")
    needed.add("bounds")
    return frozenset(needed)


def has_sealed(procedure: Procedure) -> bool:
    """Whether a procedure has fields whose values are sealed."""
    return any(field.sealed for field in procedure.fields.values())


def is_unseen(world: World) -> bool:
    """Whether the actor may not see the case, or nobody looked: then nothing of it is told either."""
    return not _is_exempt(world) and (world.outside or Outside()).sees != "yes"


def _is_exempt(world: World) -> bool:
    """Whether nothing outside is asked: in a history, and of the law itself."""
    return world.replay or (world.actor is not None and world.actor.kind == "law")


def grounds(world: World, request: Request) -> Iterator[Ground]:
    """Every ground that these facts give, papers apart: those need to know what would be recorded."""
    if _is_exempt(world):
        return
    outside = world.outside or Outside()
    if outside.sees != "yes":
        yield from _sight(outside)
        return
    if outside.by_itself and world.procedure.child_only:
        yield Ground(
            code="child_only",
            message=f"“{world.procedure.title}”由其他案件的办理启动，不能单独登记。",
            remedy="在有关案件中办理",
        )
    if outside.by_itself:
        yield from entered_twice.at_opening(world.procedure, world.state.parties)
    wanted = needs(world.procedure, request)
    yield from _named(world, request, outside, wanted)
    if "service" in wanted:
        yield from _service(outside)
    if "sealed" in wanted:
        yield from _sealed(world, outside)
    if "proof" in wanted:
        yield from _proof(outside, request)


def _named(world: World, request: Request, outside: Outside, wanted: frozenset[Need]) -> Iterator[Ground]:
    """Every ground against the cases and the persons that the request names."""
    if "join" in wanted:
        yield from _join(world.procedure, world.procedure.actions[request.action], outside)
    if "linked" in wanted:
        yield from _linked(outside, world.procedure.actions[request.action])
    if "register" in wanted:
        yield from _register(outside)


def of_papers(world: World, permitted: Permitted, faulty: frozenset[str]) -> Iterator[Ground]:
    """A ground for each paper that could not be filled in; fields whose own value is at fault are not named twice."""
    if world.replay or not permitted.issues:
        return
    unfilled = world.outside.unfilled if world.outside else None
    if unfilled is None:
        yield _not_fetched("文书的内容")
        return
    for paper in unfilled(world, permitted):
        if paper.not_in_dossier:
            yield Ground(
                code="evidence_absent",
                message=f"《{paper.title}》说到{'、'.join(f'《{name}》' for name in paper.not_in_dossier)}，案卷里没有。",
                cites=tuple(world.procedure.actions[permitted.action].cites),
                remedy="先制作、登记这些证据，或者改写对证据的说明",
            )
        absent = [title for key, title in paper.fields if key not in faulty]
        if absent:
            yield Ground(
                code="document_incomplete",
                message=f"《{paper.title}》缺少必填内容：{'、'.join(absent)}。",
                cites=tuple(world.procedure.actions[permitted.action].cites),
                remedy=_completed(key for key, _ in paper.fields),
            )


def of_signed(world: World, pending: Pending, whole: Permitted) -> Iterator[Ground]:
    """A ground for each paper that is not any more what was signed first: nobody signs what another has not seen."""
    moved = world.outside.moved if world.outside else None
    if world.replay or moved is None or not whole.issues:
        return
    for text in moved(world, pending, whole):
        yield Ground(
            code="moved_since_signed",
            message=text,
            cites=tuple(world.procedure.actions[whole.action].cites),
            remedy="退回签批，由经办人按现在的案情重新送签",
        )


def of_bounds(world: World, permitted: Permitted, request: Request) -> Iterator[Ground]:
    """A ground for each bound of a register that the rows which follow from the act would break."""
    if world.replay or request.blank:
        return
    beyond = world.outside.beyond if world.outside else None
    if beyond is None:
        yield _not_fetched("所填内容能否登记")
        return
    for text in beyond(world, permitted):
        yield Ground(code="bound", message=text, remedy="改正所填内容", form=True)


def _sight(outside: Outside) -> Iterator[Ground]:
    if outside.sees == "unknown":
        yield _not_fetched("您能否查阅本案")
    elif outside.sees == "no":
        yield Ground(
            code="unseen",
            message="您无权查阅本案，不能在本案中办理。",
            remedy="由承办人员办理，或者请负责人指派您",
        )


#: how a paper that could not be filled in is completed: what is asked for, by the beginning of its name, and where it is entered
_ENTERED = {
    ("party.", "parties."): "当事人的住所（住址）、电话、法定代表人在案件页“当事人”处补登",
    ("bureau.",): "本机关的联系方式和代收账户由管理员在“本机关”的“参数”页登记",
}


def _completed(keys: Iterable[str]) -> str:
    """Where what a paper lacks is filled in."""
    asked = tuple(keys)
    places = [place for names, place in _ENTERED.items() if any(key.startswith(names) for key in asked)]
    return "；".join(["先补全这些内容", *places])


def _service(outside: Outside) -> Iterator[Ground]:
    if outside.service is None:
        yield _not_fetched("送达生效之日")
        return
    for text in outside.service.objections:
        yield Ground(code="service", message=text, remedy="换用其他文书，或者补全送达情况")
    yield from outside.service.grounds


def _join(procedure: Procedure, action: Action, outside: Outside) -> Iterator[Ground]:
    join = outside.join
    if join is None:
        yield _not_fetched("要并入的案件")
        return
    title = procedure.fields[action.merges_into].title
    remedy = f"在“{title}”中填写本机关在办的同类案件的案号"
    if not join.exists:
        yield Ground(code="no_such_case", message=f"本机关没有案号为“{join.number}”的案件。", remedy=remedy)
    if join.is_same:
        yield Ground(code="same_case", message="不能并入本案自身。", remedy=remedy)
    if join.is_other_kind:
        yield Ground(code="other_kind", message=f"{join.number}不是同类案件，不能合并。", remedy=remedy)
    if join.has_ended:
        yield Ground(code="case_ended", message=f"{join.number}已经办结，不能再并入。", remedy=remedy)
    for text in join.clashes:
        yield Ground(code="apart", message=text, remedy="先由他人接办，再行合并")


def _sealed(world: World, outside: Outside) -> Iterator[Ground]:
    if outside.repeats_sealed == "unknown":
        yield _not_fetched("所填内容是否写有密封的身份信息")
    elif outside.repeats_sealed == "yes":
        titles = "、".join(f"“{title}”" for title in outside.repeats_in)
        yield Ground(
            code="sealed_repeated",
            message=f"{titles or '所填内容'}{_as_typed(outside)}写有本案或者有关案件密封的身份信息，会为不办理该案的人所见。",
            cites=world.cites(KEPT_UNNAMED),
            remedy=f"改用不指明身份的称呼，如“举报人”；所写的是他人或者寻常用语的，换一个说法，密封栏填错的，先{_way_to_correct(world)}",
        )


#: the field by which an act that sets a sealed one anew says that what stood there was not about whom it keeps unnamed
SEALED_WRONGLY = "sealed_wrongly"


def _way_to_correct(world: World) -> str:
    """How a sealed field is put right: where the case has not begun, in the form; then by the act that is there for it."""
    actions = world.procedure.actions.values() if world.state.entries else ()
    titles = (rule.title for rule in actions if SEALED_WRONGLY in rule.may_set)
    return next((f"办理“{title}”" for title in titles), "改正密封栏")


def _as_typed(outside: Outside) -> str:
    """The words that whoever asks wrote into the sealed field as well: nobody else is told them."""
    words = "、".join(f"“{word}”" for word in outside.repeats_words)
    return f"中的{words}" if words else ""


def _register(outside: Outside) -> Iterator[Ground]:
    if outside.register is None:
        yield _not_fetched("登记簿中的主体")
        return
    for text in outside.register:
        yield Ground(
            code="not_as_registered",
            message=text,
            remedy="从登记簿选择主体；姓名或者名称有变更的，先在登记簿中登记，本案当事人的变更办理“当事人承受、变更”",
        )


def _proof(outside: Outside, request: Request) -> Iterator[Ground]:
    if outside.proof == "unknown":
        yield _not_fetched("证明材料是否在卷")
    elif outside.proof == "no":
        yield Ground(
            code="no_proof",
            message=f"本案没有收入名为“{str(request.payload.get('paper'))[:60]}”的证明材料。",
            remedy="先收入材料（死亡证明、登记通知书等），再登记",
        )


def _linked(outside: Outside, action: Action) -> Iterator[Ground]:
    if outside.linked is None:
        yield _not_fetched("所写的关联案件")
        return
    for text in outside.linked:
        yield Ground(
            code="no_such_case", message=text, cites=tuple(action.cites), remedy="核对“关联案件”的案号"
        )


def of_capacity(procedure: Procedure, capacity: str) -> Iterator[Ground]:
    """A ground where nobody may be named openly in a capacity."""
    if capacity in procedure.sealed_capacities():
        yield Ground(
            code="sealed_capacity",
            message=f"“{capacity}”的身份是密封的，不能登记为当事人：当事人的姓名会为许多人所见。",
            remedy="只在本案密封的各栏中填写",
        )


def _not_fetched(what: str) -> Ground:
    return Ground(code="not_fetched", message=f"尚未查明{what}。", remedy="查明后再办", unknown=True)
