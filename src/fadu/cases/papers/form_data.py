# SPDX-License-Identifier: MulanPSL-2.0
"""The data of a document: the names every form may use, and every field of the case by its key."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from fadu.cases.papers.form_sources import form_of
from fadu.cases.papers.named_bases import spelled
from fadu.cases.papers.receipts import service_data
from fadu.cases.papers.sealed_parts import kept_for, masked
from fadu.cases.papers.signed import signatures
from fadu.cases.rules import names_of, officer_id_of
from fadu.kernel.chinese_dates import chinese_date
from fadu.kernel.chinese_numerals import in_characters
from fadu.law.limit import GENERAL
from fadu.law.remedies import Contested
from fadu.procedure.contesting import contested
from fadu.procedure.fields import choices_of, titles_of
from fadu.procedure.headings import heading
from fadu.procedure.jointly import UNCONFIRMED, colleagues
from fadu.procedure.legal_day import day_of, field_of
from fadu.procedure.proposal import standing
from fadu.procedure.saying import sayings_of
from fadu.procedure.subjects import limit_for
from fadu.records.forms.checks import named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fadu.cases.papers.particulars import Particulars
    from fadu.procedure.decision import Permitted, World
    from fadu.procedure.entry import Entry
    from fadu.procedure.model import Field, Procedure
    from fadu.procedure.state import DocumentView, PartyView
    from fadu.records.forms import Form


#: the columns of a list of people: by name, and what they hold
WHO, POST = "member", "post"
#: stands for the number of a case that is about to be opened
CASE_NUMBER_TO_COME = "（案号待编）"


def of(
    world: World,
    permitted: Permitted,
    form: Form,
    *,
    known: Particulars,
    number: str,
    served: tuple[str, ...] = (),
    unsaid: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    """All values a form may print for this act, plain JSON: dates as ISO strings, money as fen.

    ``served`` are the parties the paper is for: it is addressed to them, also where one of them is there no more. ``unsaid`` is what
    the act itself has still to say: of that, nothing an earlier one said is printed.
    """
    values = standing(world.procedure.proposal, world.state, permitted.payload)
    values = {key: value for key, value in values.items() if key not in unsaid}
    bureau, data = known.bureau, fields(world, values, known)
    data = {key: value for key, value in data.items() if key not in unsaid}
    parties = [party(view, known) for view in world.state.parties]
    kept_for(form, parties)
    addressed = [p for p in parties if p["key"] in served] or parties
    addressee = next(
        (p for p in parties if p["key"] == permitted.payload.get("party")), addressed[0] if addressed else {}
    )
    data |= {
        "case_number": world.case or CASE_NUMBER_TO_COME,
        "case_title": _title(parties, world.with_(proposed={**world.proposed, **permitted.payload})),
        "kind_title": world.procedure.title,
        "act_title": act_title(world, permitted),
        "bureau_name": bureau.name,
        "bureau_abbreviation": bureau.abbreviation,
        "number": number,
        "issued_on": world.at.date().isoformat(),
        "opened_on": (world.state.opened_at or world.at).date().isoformat(),
        "party_names": "、".join(p["name"] for p in parties),
        "addressees": "、".join(p["name"] for p in addressed),
        "party": {part: value for part, value in addressee.items() if part != "sealed"},
        "sides": sides(world),
        "parties": parties,
        "done_on": {
            e.action: e.at.date().isoformat() for e in world.state.entries if e.seq not in world.state.void
        },
        "officers": officers(world, permitted, known),
        "made_by": made_by(world, permitted),
        "signatures": signatures(world, permitted),
        "evidence": [] if "evidence" in unsaid else evidence(world, permitted.payload),
        "documents": [_document(world, d) for d in world.state.documents if not d.void],
        "issued": {d.template: _document(world, d) for d in world.state.documents if not d.void},
        "history": history(world),
        "inquiry": inquiry(world, form),
        **service_data(world, permitted),
    }
    declared = {item.key.partition(".")[0] for item in (*form.mandatory, *form.optional)}
    if "department_name" in named(form):
        data["department_name"] = known.department_name(world.department)
    if "bureau" in declared:
        data["bureau"] = dict(known.of_bureau(world.at.date()))
    if "term" in declared:
        terms = [item.key.partition(".") for item in (*form.mandatory, *form.optional)]
        data["term"] = {name: _length(world, name) for part, _, name in terms if part == "term"}
    if "said" in declared:
        data["said"] = _said(world, form, permitted.payload)
    if "own" in declared:
        # what this act says, not what an earlier one said
        data["own"] = fields(world, permitted.payload, known)
    if form.remedy:
        data["remedy"] = remedies(world, known, form.remedy, permitted.payload)
    return data


def _said(world: World, form: Form, payload: Mapping[str, Any]) -> dict[str, str]:
    """The sentences a form asks its kind of case for, by what is about to be recorded."""
    names = [item.key.partition(".") for item in (*form.mandatory, *form.optional)]
    sayings, then = sayings_of(world.procedure.key), world.with_(proposed={**world.proposed, **payload})
    return {name: sayings[name](then) for part, _, name in names if part == "said"}


def _length(world: World, name: str) -> str:
    """How long a limit of the kind is for this case today: its subject's own, where special law has one."""
    return limit_for(world, f"{world.procedure.key}/{name}", world.at.date()).length


def _document(world: World, view: DocumentView) -> dict[str, str]:
    """A paper of the case: what it is called, its number and day, and the day on which it was served on the last of its parties."""
    served = max((service.effective_on for service in view.services), default=None)
    return {
        "title": form_of(world.procedure, view.template, view.issued_on).title,
        "number": view.number,
        "issued_on": view.issued_on.isoformat(),
        **({"served_on": served.isoformat()} if served else {}),
    }


def history(world: World) -> str:
    """The course of the case so far: its acts in the order of their days, in the words of the procedure; two alike of one day are told once.

    An act that records an event of another day says either day by its own word: a lead that came in on the tenth and was registered
    on the twelfth is "1月12日登记线索（发现线索或收到材料之日：1月10日）".
    """
    actions = world.procedure.actions
    told_of = [
        _of_a_day(world, entry)
        for entry in world.state.entries
        if entry.action in actions and entry.seq not in world.state.void
    ]
    return _in_order(told_of)


def _in_order(sayings: Iterable[tuple[date, str]]) -> str:
    """What was done on some days in the order of the days; two of one kind on one day are one."""
    by_day = sorted(sayings, key=lambda each: each[0])
    return "；".join(dict.fromkeys(words for _, words in by_day))


def _of_a_day(world: World, entry: Entry) -> tuple[date, str]:
    """Its day, and an act with the day on which it was done, or on which what it records began; and the day of the event it records, where another."""
    action, procedure = world.procedure.actions[entry.action], world.procedure
    event, done = day_of(procedure, entry), entry.at.date()
    if action.dated and event != done:
        what = action.title if action.title.startswith(_RECORDED) else f"登记“{action.title}”"
        called = procedure.fields[field_of(action)].title
        return done, f"{chinese_date(done)}{what}（{called}：{chinese_date(event)}）"
    began = _began(procedure, entry)
    return began, f"{chinese_date(began)}{action.title}"


#: how the title of an act begins that says of itself that it records
_RECORDED = ("登记", "记录")


def _began(procedure: Procedure, entry: Entry) -> date:
    """The day of the beginning an act states, else that on which it was done."""
    fields = procedure.fields
    started = (
        value
        for key, value in entry.payload.items()
        if key in fields
        and fields[key].type == "datetime"
        and not fields[key].ahead
        and isinstance(value, str)
    )
    stated = min(started, default="")
    if stated and not procedure.actions[entry.action].dated:
        return date.fromisoformat(stated[:10])
    return entry.at.date()


def inquiry(world: World, form: Form) -> str:
    """The inquiry as its papers show it: the records that were made, and the letters that were issued and that a form does not
    name by itself, each with its day.
    """
    named = {item.key.removeprefix("issued.").partition(".")[0] for item in (*form.mandatory, *form.optional)}
    said = []
    for view in world.state.documents:
        made_with = form_of(world.procedure, view.template, view.issued_on)
        if view.void or made_with.access != "main" or view.template in named:
            continue
        if made_with.is_evidence or view.number:
            made = (
                f"作出《{made_with.title}》（{view.number}）" if view.number else f"制作《{made_with.title}》"
            )
            said.append((view.issued_on, f"{chinese_date(view.issued_on)}{made}"))
    return _in_order(said)


def remedies(
    world: World, known: Particulars, whose: str, payload: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The remedies by the law of the day and of what the paper decides, with the bodies by their names here."""
    on = world.at.date()
    named = known.bodies(on)
    printed = world.law.remedies(_against(world, whose, payload), None).as_json()
    return [{**item, "body": _named(item["body"], named)} for item in printed]


def _against(world: World, whose: str, payload: Mapping[str, Any]) -> Contested:
    """What the remedies hang on that a form says it names."""
    on = world.at.date()
    if whose == "bases":
        return contested(world, on, payload)
    return Contested(made_on=on, under=(GENERAL if whose == "general" else whose,))


def _named(body: str, named: Mapping[str, str]) -> str:
    for words, name in named.items():
        body = body.replace(words, name)
    return body


def fields(world: World, values: Mapping[str, Any], known: Particulars) -> dict[str, Any]:
    """The fields of a case as a form prints them: choices by title, with their keys beside; sealed ones never."""
    data: dict[str, Any] = {}
    for key, value in values.items():
        field = world.procedure.fields.get(key)
        if field is not None and field.sealed:
            if shown := masked(field, value):
                data[key] = (
                    shown  # in plain what is sealed stands on no paper, nor in the data it is kept from
                )
            continue
        if field is None:
            if isinstance(value, list):  # rows of `adds`, whose columns are fields of the procedure
                data[key] = _rows(world.procedure.fields, value, known, world)
            continue
        if field.type in {"choice", "choices"}:
            titles = choices_of(field, world.law, world.at.date())
            keys = [value] if isinstance(value, str) else list(value or ())
            data[f"{key}_keys"] = keys
            data[key] = (
                [titles.get(k, k) for k in keys] if field.type == "choices" else titles.get(value, value)
            )
            if item := _item(world, field, value):
                data[f"{key}_item"] = item
        elif field.type == "rows" and isinstance(value, list):
            data[key] = _rows_in_words(world, field, value, known)
        else:
            data[key] = _plain(field, value, known, world)
    for name, rows in world.state.lists.items():
        data.setdefault(name, _rows(world.procedure.fields, rows, known, world))
    return data


def _item(world: World, field: Field, value: Any) -> str:
    """Which item of its article a choice from a list of the law is (第四项); nothing where the law does not count them."""
    listed = world.law.options(field.options, world.at.date()) if field.options else ()
    number = next((option.item for option in listed if option.key == value), None)
    return in_characters(f"第{number}项") if number else ""


def _rows_in_words(world: World, field: Field, rows: list[Any], known: Particulars) -> list[Any]:
    """The rows of a field, those that name a basis of punishment with its articles in words."""
    columns, on = {column.key: column for column in field.columns}, world.at.date()
    return [
        {**_row(columns, row, known, world), **spelled(world.law, columns, row, on)}
        if isinstance(row, dict)
        else row
        for row in rows
    ]


def _rows(columns: Mapping[str, Field], rows: Iterable[Any], known: Particulars, world: World) -> list[Any]:
    """Rows with whom they name by name, and a post left empty by what this colleague holds on the day; what is chosen from a
    list stays by its key, which forms choose their words by.
    """
    return [_row(columns, row, known, world) if isinstance(row, dict) else row for row in rows]


def _row(
    columns: Mapping[str, Field], row: Mapping[str, Any], known: Particulars, world: World
) -> dict[str, Any]:
    printed = {
        key: _plain(columns[key], value, known, world) if key in columns else value
        for key, value in row.items()
    }
    if POST in columns and WHO in row and not row.get(POST):
        printed[POST] = known.posts_of(str(row[WHO]), world.at.date())
    return printed


def _plain(field: Field, value: Any, known: Particulars, world: World) -> Any:
    if field.type == "rows" and isinstance(value, list):
        return _rows({column.key: column for column in field.columns}, value, known, world)
    if field.type == "officer" and isinstance(value, str) and (number := officer_id_of(value)):
        return known.officer_name(number)
    if field.type == "party" and isinstance(value, str):
        return known.party(value, names_of(world.state))["name"]
    return value


def party(view: PartyView, known: Particulars) -> dict[str, Any]:
    """A party as a form prints it, by its name in the case: identity numbers and phones masked, what is masked beside as it is sealed."""
    return {"key": view.key, **known.party(view.key, {view.key: view.name}), "capacity": view.capacity}


def sides(world: World) -> dict[str, str]:
    """The names of the parties of each role: who complains, who is complained of."""
    return {
        role.key: "、".join(view.name for view in world.state.parties if view.capacity == role.capacity)
        for role in world.procedure.roles.values()
        if role.capacity
    }


def officers(world: World, permitted: Permitted, known: Particulars) -> list[dict[str, str]]:
    """The officers who handle the case, with the certificates they hold that day; of an act of several, those who do it together."""
    action = world.procedure.actions.get(permitted.action)
    together = {one.person for one in colleagues(world.procedure, action, permitted.by)}
    handlers = world.state.assigned.get("handler") or next(iter(world.state.assigned.values()), ())
    own = next((p for p in world.state.assigned.values() if together and together <= set(p)), ())
    persons = own or handlers
    rows = []
    for person in persons:
        held = world.holdings.get(person, ())
        number = officer_id_of(person)
        rows.append(
            {
                "name": known.officer_name(number) if number else "",
                "certificate": next((h.certificate for h in held if h.certificate), ""),
            }
        )
    return rows


def made_by(world: World, permitted: Permitted) -> str:
    """Which officer does this act by name, without those who approve it; of those who act together, whoever has not confirmed it when
    the paper is made is marked (the mark is no content: ``papers.since`` prints how it stands). Nobody where a party acts by itself.
    """
    procedure = world.procedure
    first, role = permitted.by[:1], procedure.roles.get(permitted.by[0].role) if permitted.by else None
    if role is not None and role.capacity:
        return ""
    beside = colleagues(procedure, procedure.actions.get(permitted.action), permitted.by)
    return "、".join([*(one.name for one in first), *(f"{one.name}{UNCONFIRMED}" for one in beside)])


def act_title(world: World, permitted: Permitted) -> str:
    """What the act is called in its procedure."""
    action = world.procedure.actions.get(permitted.action)
    return action.title if action else permitted.action


def evidence(world: World, payload: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The evidence this act gathers; where it gathers none, all of the case with the files taken in."""
    if payload.get("evidence"):
        return [_evidence_row(world, row) for row in payload["evidence"]]
    rows = [_evidence_row(world, row) for row in world.state.lists.get("evidence", ())]
    rows += [
        {
            "title": e.payload.get("title", ""),
            "kind": e.payload.get("kind", ""),
            "taken_on": e.at.date().isoformat(),
        }
        for e in world.state.filed()
    ]
    return rows


def _evidence_row(world: World, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row in words: its kind by title."""
    field = world.procedure.fields.get("kind")
    titles = titles_of(field, world.law, world.at.date()) if field else {}
    return {**row, "kind": titles.get(row.get("kind", ""), row.get("kind", ""))}


def _title(parties: list[dict[str, Any]], world: World) -> str:
    """What the case is called on its papers: as its kind names it, else as it is called everywhere, by what it is about, else by its kind."""
    own = sayings_of(world.procedure.key).get("case_title")
    if own is not None and (named := own(world)):
        return named
    if called := heading(world.procedure, world.state, "", world.law):
        return called
    names = "、".join(p["name"] for p in parties[:2])
    return (
        f"{names}{'等' if len(parties) > 2 else ''}{world.procedure.title}案"
        if names
        else world.procedure.title
    )
