# SPDX-License-Identifier: MulanPSL-2.0
"""Every form with long, plausible content, as it looks in a hard case: many parties, full pages, each optional place filled.

``python -m tests.records.specimens FOLDER`` (with ``PYTHONPATH=src:.``) writes one PDF for each form, to be looked at.
"""

from __future__ import annotations

import sys
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from fadu.law import library as law_library
from fadu.law.remedies import Contested
from fadu.procedure.fields import choices_of
from fadu.procedure.library import library
from fadu.records.forms import Form, editions
from fadu.records.rendering import render

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.procedure.model import Field, Procedure

WORDS = Path(__file__).with_name("specimens.yaml")
BUREAU = "江临市清河区市场监督管理局"
NOW = {"datetime": "2022-06-17T09:05:00+08:00", "date": "2022-06-17"}
ISSUED = (
    "penalty_notice",
    "correction_order",
    "preservation_notice",
    "penalty_decision",
    "revocation_notice",
    "recall_notice",
)
PARTIES = [
    {
        "name": "江临市清河区望江福瑞佳美食品商贸有限责任公司平安路第二分公司",
        "capacity": "当事人",
        "kind": "enterprise",
        "identity_kind": "统一社会信用代码",
        "identity": "91990102MA1B2C3D4E",
        "address": "江临市清河区平安路街道望江社区平安路118号望江商业广场A座一层101-106室",
        "phone": "0999-****315",
        "legal_representative": "欧阳慧琳",
    },
    {
        "name": "王建国",
        "capacity": "当事人",
        "kind": "person",
        "identity_kind": "居民身份证号码",
        "identity": "9901021980********",
        "address": "江临市清河区云溪路56号3幢2单元502室",
        "phone": "138****2201",
        "legal_representative": "",
    },
]


@cache
def words() -> Mapping[str, Any]:
    """Long words for each name, from the file beside."""
    read: dict[str, Any] = yaml.safe_load(WORDS.read_text("utf-8"))
    return read


def forms() -> Iterator[tuple[str, Form, Procedure]]:
    """Every form of every kind, with the edition of the procedure that issues it last."""
    for kind in library().kinds():
        for listed in editions(library().folders[kind] / "documents").values():
            for form in listed:
                last = form.in_force_to or date.max
                lived = [p for p in library().editions(kind) if p.edition <= last] or library().editions(kind)
                yield kind, form, lived[-1]


def specimen(form: Form, procedure: Procedure) -> dict[str, Any]:
    """Data for a form in which everything is given."""
    on = max(form.in_force_from, date(2022, 6, 17))
    data = _common(procedure, on) | {"number": _number(form, on), "parties": _parties(procedure)}
    data["party"] = data["parties"][0]
    data["addressees"] = data["party"]["name"]
    for item in (*form.mandatory, *form.optional):
        root, _, part = item.key.partition(".")
        if root in ("bureau", "issued", "done_on", "sides", "term", "own", "said"):
            _place(data, item.key, _one(procedure, part or root, item.title, on))
        elif item.key not in data and root not in data:
            data[item.key] = _one(procedure, item.key, item.title, on)
            field = procedure.fields.get(item.key)
            if field is not None and field.type in ("choice", "choices"):
                titles = choices_of(field, law_library(), on)
                keys = list(titles)[:1] if field.type == "choice" else list(titles)[:4]
                data[f"{item.key}_keys"] = keys
    return data


def _number(form: Form, on: date) -> str:
    """A number of the form's own; nothing for a form without."""
    return (form.number or "").format(abbreviation="清", year=on.year, serial=118)


def _parties(procedure: Procedure) -> list[dict[str, Any]]:
    """The parties in the capacities of this kind of case, a person first where the kind begins with one."""
    roles = [role for role in procedure.roles.values() if role.capacity]
    people = (
        sorted(PARTIES, key=lambda party: party["kind"] != "person")
        if any(r.natural for r in roles)
        else PARTIES
    )
    named = list(dict.fromkeys(role.capacity for role in roles)) or ["当事人"]
    return [{**party, "capacity": named[min(place, len(named) - 1)]} for place, party in enumerate(people)]


def _place(data: dict[str, Any], key: str, value: Any) -> None:
    *roots, last = key.split(".")
    for step in roots:
        data = data.setdefault(step, {})
    if last not in data:
        data[last] = value


def _common(procedure: Procedure, on: date) -> dict[str, Any]:
    paper = {
        "title": "行政处罚告知书",
        "number": "清市监罚告〔2022〕118号",
        "issued_on": "2022-05-20",
        "served_on": "2022-05-23",
    }
    return {
        **words()["common"],
        "bureau_name": BUREAU,
        "kind_title": procedure.title,
        "issued_on": on.isoformat(),
        "party_names": "、".join(party["name"] for party in PARTIES),
        "addressees": PARTIES[0]["name"],
        "parties": PARTIES,
        "party": PARTIES[0],
        "issued": dict.fromkeys(ISSUED, paper),
        "remedy": [
            {**item, "body": words()["bodies"].get(item["body"], item["body"])}
            for item in law_library().remedies(Contested(made_on=on), None).as_json()
        ],
    }


def _one(procedure: Procedure, key: str, title: str, on: date) -> Any:
    """A value for a name: the words of its own, else by its type."""
    named = words()["fields"].get(f"{procedure.key}.{key}", words()["fields"].get(key))
    field = procedure.fields.get(key)
    if named is not None:
        return named
    if field is None:
        return f"{title}（{words()['text']}）"
    return _typed(field, title, on)


def _typed(field: Field, title: str, on: date) -> Any:
    if field.type in ("choice", "choices"):
        titles = list(choices_of(field, law_library(), on).values())
        return titles[0] if field.type == "choice" else titles[:4]
    if field.type == "rows":
        return [{column.key: _typed(column, column.title, on) for column in field.columns} for _ in range(4)]
    plain = {
        "boolean": True,
        "integer": 128,
        "money": 12345678,
        "party": PARTIES[0]["name"],
        "officer": "石晓伟",
        **NOW,
    }
    if field.type in plain:
        return plain[field.type]
    return f"{title}：{words()['longtext']}" if field.type == "longtext" else words()["text"]


def main(folder: Path) -> None:
    """Write each form as PDF."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, form, procedure in forms():
        content = render(form, specimen(form, procedure), fmt="pdf")
        if isinstance(content, bytes):
            (folder / f"{kind}-{form.key}-{form.in_force_from.year}.pdf").write_bytes(content)


if __name__ == "__main__":
    import os

    import django

    from fadu.assembly import discovery

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fadu.assembly.settings")
    discovery.hand_down()
    django.setup()
    main(Path(sys.argv[1]))
