# SPDX-License-Identifier: MulanPSL-2.0
"""The fictional bureau: departments, some forty officers with posts, certificates and accounts, committees, parties."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from fadu.demo import names
from fadu.kernel.clock import LEGAL_TIME
from fadu.people import accounts, committees
from fadu.people import services as people
from fadu.people.parties import party_as_typed, register_party
from fadu.scene.stage import Scene

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from fadu.people.services import Bureau, Department, Officer, Party

REGION = "990102"  # no such place
#: department -> post -> how many
PLAN: dict[str, dict[str, int]] = {
    "局领导": {"bureau_head": 1, "deputy_head": 3},
    "办公室": {"committee_secretary": 1, "archivist": 1, "administrator": 1},
    "法规科": {"legal_counsel": 3, "case_examiner": 2},
    "行政许可科": {"unit_head": 1, "case_handler": 4, "window_clerk": 2},
    "消费者权益保护科": {"unit_head": 1, "case_handler": 4, "registrar": 2},
    "综合执法大队": {"unit_head": 1, "case_handler": 8},
    "城关市场监督管理所": {"unit_head": 1, "case_handler": 3},
    "纪检监察室": {"discipline_officer": 2},
}
#: account -> (department, post): those whose desks are shown; several of one post are its holders in order
ACCOUNTS: dict[str, tuple[str, str]] = {
    "juzhang": ("局领导", "bureau_head"),
    "fenguan": ("局领导", "deputy_head"),
    "fagui": ("法规科", "legal_counsel"),
    "shenhe": ("法规科", "case_examiner"),
    "chuangkou": ("行政许可科", "window_clerk"),
    "xuke": ("行政许可科", "case_handler"),
    "xuke2": ("行政许可科", "case_handler"),
    "xukekezhang": ("行政许可科", "unit_head"),
    "dengji": ("消费者权益保护科", "registrar"),
    "xiaobao": ("消费者权益保护科", "case_handler"),
    "xiaobaokezhang": ("消费者权益保护科", "unit_head"),
    "zhifa": ("综合执法大队", "case_handler"),
    "zhifa2": ("综合执法大队", "case_handler"),
    "duizhang": ("综合执法大队", "unit_head"),
    "mishu": ("办公室", "committee_secretary"),
    "guanli": ("办公室", "administrator"),
    "jijian": ("纪检监察室", "discipline_officer"),
}


@dataclass(frozen=True, slots=True)
class Founded:
    """The bureau as founded."""

    bureau: Bureau
    departments: Mapping[str, Department]
    units: Mapping[str, Mapping[str, list[Officer]]]
    #: key of an officer -> the account that is theirs
    seated: dict[int, str] = field(default_factory=dict)

    @property
    def by_post(self) -> dict[str, list[Officer]]:
        holders: dict[str, list[Officer]] = defaultdict(list)
        for posts in self.units.values():
            for post, officers in posts.items():
                holders[post].extend(officers)
        return holders


def found(rng: Random, year: int, password: str) -> Founded:
    """Set the bureau up, with everything that rests on a document dated before the year."""
    bureau = people.found_bureau(
        name="江临市清河区市场监督管理局", short="清河分局", abbreviation="清", region_code=REGION
    )
    departments = {name: people.found_department(bureau=bureau, name=name) for name in PLAN}
    units: dict[str, dict[str, list[Officer]]] = {name: defaultdict(list) for name in PLAN}
    since = date(year - 4, 1, 1)
    for name, posts in PLAN.items():
        for post, count in posts.items():
            for _ in range(count):
                officer = people.hire(
                    bureau=bureau, name=names.person(rng), since=since, department=departments[name]
                )
                start = datetime(year - 3, 3, 1, tzinfo=LEGAL_TIME)
                people.appoint(
                    officer=officer,
                    post=post,
                    start=start,
                    document=f"清市监任〔{year - 3}〕3号",
                    department=departments[name],
                )
                units[name][post].append(officer)
    founded = Founded(bureau, departments, units)
    _qualify(founded, year)
    _committees(founded, year)
    _parameters(founded, year)
    taken: Counter[tuple[str, str]] = Counter()
    for account, (department, post) in ACCOUNTS.items():
        holder = units[department][post][taken[department, post]]
        taken[department, post] += 1
        founded.seated[holder.pk] = account
        accounts.settle(people.open_account(username=account, password=password, officer=holder))
    return founded


def _qualify(founded: Founded, year: int) -> None:
    serial = 0
    for post in ("case_handler", "unit_head", "case_examiner"):
        for officer in founded.by_post[post]:
            serial += 1
            people.certify(
                officer=officer,
                number=f"99010200{serial:04d}",
                valid_from=date(year - 2, 6, 1),
                valid_to=date(year + 3, 5, 31),
            )
    for place, officer in enumerate(founded.by_post["legal_counsel"]):
        number = f"A{year - 8}9901{place:04d}"
        people.qualify(officer=officer, number=number, obtained_on=date(year - 8, 3, 1))
    for place, officer in enumerate([*founded.by_post["case_examiner"]][:2]):
        people.qualify(
            officer=officer, number=f"A{year - 5}9902{place:04d}", obtained_on=date(year - 5, 3, 1)
        )


def _committees(founded: Founded, year: int) -> None:
    heads = [*founded.by_post["bureau_head"], *founded.by_post["deputy_head"]]
    seats = {
        ("leading_group", "法治建设领导小组"): [*heads, *founded.by_post["unit_head"]],
        ("working_group", "法律事务工作小组"): [
            *founded.by_post["legal_counsel"],
            *founded.by_post["case_examiner"],
        ],
        ("committee", "行政处罚案件审理委员会"): [*heads, *founded.by_post["legal_counsel"]],
        ("committee", "行政许可委员会"): [*heads[:2], *founded.units["行政许可科"]["unit_head"]],
        ("leading_group", "政府信息公开工作领导小组"): heads,
    }
    for (kind, title), members in seats.items():
        committee = committees.found_committee(
            bureau=founded.bureau,
            kind=kind,
            title=title,
            since=date(year - 1, 2, 1),
            document=f"清市监〔{year - 1}〕5号",
        )
        for place, officer in enumerate(members):
            committees.seat(
                committee=committee, officer=officer, since=date(year - 1, 2, 1), is_chair=place == 0
            )


def _parameters(founded: Founded, year: int) -> None:
    words = {
        "government": "江临市清河区人民政府",
        "superior": "江临市市场监督管理局",
        "court": "江临市清河区人民法院",
        "phone": "0999-6200315",
        "supervision_phone": "0999-6200316",
        "address": "江临市清河区平安路15号",
        "postcode": "990102",
        "payment_bank": "江临银行清河支行",
        "payment_account_name": "江临市清河区财政局非税收入汇缴专户",
        "payment_account": "9901020000315000001",
    }
    for key, name in words.items():
        people.set_local_name(bureau=founded.bureau, key=key, name=name, start=date(year - 3, 1, 1))
    people.set_parameter(
        bureau=founded.bureau,
        key="licence/promised_days",
        value=12,
        start=date(year, 1, 1),
        document=f"清市监〔{year - 1}〕31号 政务服务承诺",
    )
    for item in ("特种设备使用登记", "第三类医疗器械经营许可"):
        people.set_parameter(
            bureau=founded.bureau,
            key=f"licence/item/decided_here@{item}",
            value=1,
            start=date(year - 3, 1, 1),
            document=f"江临市市监〔{year - 4}〕18号 行政许可事项委托书",
        )
    people.set_parameter(
        bureau=founded.bureau,
        key="committee_item/majority_of_due_heads",
        value=1,
        start=date(year - 3, 1, 1),
        document=f"清市监〔{year - 3}〕6号 行政处罚案件集体讨论规则",
    )


def parties(rng: Random) -> Callable[..., Party]:
    """A source of parties: businesses come back, people mostly do not.

    Given ``registered=False`` it names somebody as they say who they are, whom a form of the desk is to register.
    """
    known: list[dict[str, str]] = []

    def drawn(kind: str) -> dict[str, str]:
        if kind == "person":
            return {
                "kind": "person",
                "name": names.person(rng),
                "id_number": names.id_number(rng, REGION),
                "phone": f"138{rng.randrange(10**8):08d}",
            }
        if known and rng.randrange(100) < 35:
            return rng.choice(known)
        made = {
            "kind": "enterprise",
            "name": names.business(rng),
            "uscc": names.business_code(rng, REGION),
            "legal_representative": names.person(rng),
            "address": f"江临市清河区{rng.choice(names.PLACES)}路{rng.randint(1, 300)}号",
            "phone": f"0999-{rng.randrange(10**7):07d}",
        }
        known.append(made)
        return made

    def party(kind: str, *, registered: bool = True) -> Party:
        says = drawn(kind)
        if registered:
            made, _ = register_party(**says)
            return made
        unknown = party_as_typed(**{key: says.get(key, "") for key in ("kind", "name", "uscc", "id_number")})
        for key in ("phone", "address", "legal_representative"):
            setattr(unknown, key, says.get(key, ""))
        return unknown

    return party


def scene(founded: Founded, year: int, rng: Random) -> Scene:
    """The stage for the year."""
    return Scene(
        bureau=founded.bureau,
        year=year,
        rng=rng,
        people=founded.by_post,
        units=founded.units,
        departments=founded.departments,
        parties=parties(rng),
    )


def delegate_a_night(founded: Founded, year: int) -> None:
    """While the head travels, a deputy signs for him: within a scope, from–to, resting on a document."""
    head, deputy = founded.by_post["bureau_head"][0], founded.by_post["deputy_head"][0]
    start = datetime(year, 6, 6, 18, tzinfo=LEGAL_TIME)
    people.delegate(
        appointment=head.appointments.get(),
        to=deputy,
        start=start,
        end=start + timedelta(days=4),
        scope="外出期间的审批",
        document=f"清市监授〔{year}〕1号",
    )
