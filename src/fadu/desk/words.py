# SPDX-License-Identifier: MulanPSL-2.0
"""Chinese words for what the record keeps as keys."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from fadu.cases.papers import paper
from fadu.cases.papers.named_bases import spelled
from fadu.cases.rules import names_of, officer_id_of, party_id_of
from fadu.cases.world.worlds import editions_on, is_installed, known_state_of, law_for, procedure_of
from fadu.kernel.chinese_dates import chinese_date, chinese_moment
from fadu.kernel.money import yuan
from fadu.people import selectors as people
from fadu.people.party_views import party_view
from fadu.procedure import party_correction
from fadu.procedure.built_in import TITLES
from fadu.procedure.day_correction import title_of, waiting
from fadu.procedure.entry import BUILT_IN
from fadu.procedure.fields import titles_of
from fadu.procedure.mending import ASK, CONFIRM, REFUSE
from fadu.procedure.model import LinkWords
from fadu.procedure.once import once
from fadu.procedure.schema import list_title
from fadu.records.delivery import manners

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fadu.cases.models import Case
    from fadu.procedure.entry import Entry
    from fadu.procedure.model import Field, Procedure
    from fadu.procedure.state import DocumentView, State

CLOCK_STATES = {
    "void": "作废",
    "waived": "已放弃",
    "met": "按期完成",
    "breached": "逾期完成",
    "expired": "已届满",
    "paused": "暂停计时",
    "running": "计时中",
    "overdue": "已超期",
}
#: the word beside the colour
LAMPS = {"red": "红灯", "yellow": "黄灯", "green": "绿灯"}


#: so many days ahead working days are counted no more, but months of so many days
FAR, MONTH = 180, 30


def lamp_words(light: str, days: int | None, work_days: int | None) -> str:
    """A lamp in words, for colour is never the only sign: the lamp, and how many working days are left.

    >>> lamp_words("yellow", 3, 1), lamp_words("red", -4, -2), lamp_words("yellow", 0, 0), lamp_words("yellow", 1, 0)
    ('黄灯 剩1个工作日', '红灯 超期4日', '黄灯 今日届满', '黄灯 剩1日')
    >>> lamp_words("green", 1080, 747)
    '绿灯 剩约36个月'
    """
    if days is None or light not in LAMPS:
        return "无运行期限"
    if days < 0:
        return f"{LAMPS[light]} 超期{-days}日"
    if days == 0:
        return f"{LAMPS[light]} 今日届满"
    if days >= FAR:
        return f"{LAMPS[light]} 剩约{round(days / MONTH)}个月"
    return f"{LAMPS[light]} 剩{work_days}个工作日" if work_days else f"{LAMPS[light]} 剩{days}日"


#: links that joining and splitting make, whatever the kind: what the other case is to this one, and this one to the other
_JOINED_AND_SPLIT = {
    "merged_into": LinkWords(here="并入", there="并来"),
    "merged_from": LinkWords(here="并来", there="并入"),
    "split_from": LinkWords(here="分自", there="分出"),
    "split_into": LinkWords(here="分出", there="分自"),
}
_LINKED = LinkWords(here="关联案件", there="关联案件")


def link_words(start: Case, kind: str) -> LinkWords:
    """What two cases are to one another, in the words of the procedure of the case that the link starts from."""
    declared = procedure_of(start).links if is_installed(start.kind) else {}
    return declared.get(kind) or _JOINED_AND_SPLIT.get(kind, _LINKED)


def manner_title(key: str) -> str:
    """A manner of service in words; an imported one that the register does not know, as it stands.

    >>> manner_title("transferred")
    '转交送达'
    """
    known = manners().get(key)
    return known.title if known else key


def kind_title(case: Case) -> str:
    """The kind of a case; its key where it is not installed."""
    return procedure_of(case).title if is_installed(case.kind) else f"{case.kind}（未安装）"


def stage_title(case: Case) -> str:
    """The stage a case stands in."""
    if not is_installed(case.kind):
        return "不能查看"
    stage = procedure_of(case).stages.get(case.stage)
    return stage.title if stage else case.stage


def action_title(case: Case, action: str) -> str:
    """The title of an action, declared or built in."""
    definition = procedure_of(case).actions.get(action)
    return definition.title if definition else BUILT_IN.get(action, action)


def role_title(case: Case, role: str) -> str:
    """The title of a role."""
    if role == "law":
        return "依法自动办理"
    definition = procedure_of(case).roles.get(role)
    return definition.title if definition else role


def signed(case: Case, one: Mapping[str, Any]) -> str:
    """Who signed, in which role, and who entered it where another did."""
    said = f"{one['name']}（{role_title(case, one['role'])}）" if one["role"] else str(one["name"])
    number = officer_id_of(one.get("channel") or "") if one["person"].startswith("officer:") else None
    return said if number is None else f"{said}，由{officer_name(case, number)}凭《{one['mandate']}》补录"


#: what a party is, as thresholds distinguish: whoever is no natural person alone
SIDES = {"unit": "单位、个体工商户", "person": "自然人"}
#: values of built-in acts that only name something by its key: not shown
_KEYS = frozenset({"party", "document", "digest", "of", "rule"})
#: values that stand in payloads without being fields of the procedure
PLAIN = {
    **{key: title for key, title in TITLES.items() if key not in _KEYS},
    "number": "文书文号",
    "failure": "未能送达的原因",
    "whereabouts_unknown": "受送达人下落不明",
    "account": "公告送达的原因和经过",
    "repeated_because": "再次送达的理由",
    "online_remedy": "提交行政复议申请书的互联网渠道",
    "receiver": "签收人",
    "relation": "签收人与受送达人的关系",
    "through": "代为送达的单位",
    "mail_number": "邮件号码",
    "refusal": "拒收事由",
    "address": "送达地点",
    "witness": "见证人",
    "filmed": "已经拍照、录像、截屏",
    "arrived_on": "到达日期",
    "returned_on": "退回日期",
    "effective_on": "送达日期",
    "proof": "送达证明",
    "outcome": "结果",
    "child": "关联程序案号",
    "until": "至",
    "withdrawn_on": "撤下日期",
    "taken_on": "取得日期",
    "place": "取得地点",
    "from_whom": "提供人",
    "passes_on": "承受的内容",
    "acts": "确认的办理",
    "stands": "更正前的日期",
    "was": "更正前的姓名或名称",
    "uscc": "统一社会信用代码",
    "uscc_was": "更正前的统一社会信用代码",
    "register": "登记簿中的姓名或名称",
    "id_number": "身份证件号码",
}


#: of a field that stood filled and that an act leaves empty
TAKEN_BACK = "不再填写（原来填写的不作数）"


def payload_words(case: Case, payload: dict[str, Any], action: str = "") -> list[tuple[str, str]]:
    """The values of a payload with their titles, in words; what has no title stays out of sight."""
    if action in BUILT_IN and action != "sign":
        return _built_in_words(case, payload)
    procedure, law = procedure_of(case), law_for(case.bureau)
    lines = []
    for key, value in in_order_of_the_form(procedure, action, payload).items():
        field = procedure.fields.get(key)
        if value is None and field is not None:
            lines.append((field.title, TAKEN_BACK))
        elif key == "documents":
            lines.append(("文书", "、".join(paper_words(procedure, d, case) for d in value)))
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            title = list_title(procedure, key)
            lines += [
                (f"{title}{place}" if len(value) > 1 else title, row_words(case, key, row))
                for place, row in enumerate(value, start=1)
            ]
        elif field is not None:
            lines.append(
                (
                    field.title,
                    value_words(case, field, value, titles_of(field, law, case.opened_at.date())),
                )
            )
        elif key == "reason" and value:
            lines.append((PLAIN[key], str(value)))
    return [(title, text) for title, text in lines if text]


def in_order_of_the_form(procedure: Procedure, action: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    """What an act says in the order in which its form asks for it; the record keeps it in the order of its keys."""
    definition = procedure.actions.get(action)
    asked = (*definition.sets, *definition.may_set, *definition.adds) if definition else ()
    return {key: payload[key] for key in (*asked, *payload) if key in payload}


def _built_in_words(case: Case, payload: dict[str, Any]) -> list[tuple[str, str]]:
    """The values of an act that no procedure declares."""
    filled = {
        key: value
        for key, value in payload.items()
        if value not in (None, "", {}) and not (key == "name" and "person" in payload)
    }
    if filled.get("arrived_on") and filled.get("arrived_on") == filled.get("effective_on"):
        filled.pop("arrived_on")
    words = {
        "role": lambda v: role_title(case, v),
        "outcome": lambda v: outcome_title(payload.get("matter", ""), v, case.opened_at.date()),
        "field": lambda v: title_of(procedure_of(case), str(v)),
    }
    return [
        (PLAIN[key], words[key](value) if key in words else plain_words(case, key, value))
        for key, value in filled.items()
        if key in PLAIN
    ]


def corrections(case: Case, state: State, seq: int) -> list[tuple[str, str]]:
    """What became of the days an act says: each correction that was asked for, waiting, confirmed or refused."""
    asked_of_it = [asked for asked in state.done(ASK) if str(asked.payload.get("of")) == str(seq)]
    if not asked_of_it:
        return []
    open_ones = {asked.seq for asked in waiting(state)}
    refused = {str(entry.payload["of"]) for entry in state.done(REFUSE)}
    lines = []
    for asked in asked_of_it:
        said = asked.payload
        title = title_of(procedure_of(case), str(said.get("field")))
        text = f"“{title}”由{day_words(str(said.get('stands')))}更正为{day_words(str(said.get('day')))}（第{asked.seq}项，{said.get('reason')}）"
        outcome = "不予更正" if str(asked.seq) in refused else "已更正"
        lines.append(("申请更正，待确认" if asked.seq in open_ones else outcome, text))
    return lines


def corrected_since(case: Case, state: State, seq: int) -> list[str]:
    """What an act says and was mended since, days and parties: its paper, once issued, goes on saying what it said."""
    days = [text for outcome, text in corrections(case, state, seq) if outcome == "已更正"]
    return [*days, *map(_party_corrected, party_correction.since(state, seq))]


def _party_corrected(entry: Entry) -> str:
    """What was put right of a party.

    “清河某商杭”更正为“清河某商行”（第7项，笔误）
    """
    said = entry.payload
    parts = [f"“{said['was']}”更正为“{said['name']}”"] if said.get("was") else []
    if said.get("uscc"):
        parts.append(f"统一社会信用代码由{said.get('uscc_was') or '（空）'}更正为{said['uscc']}")
    if said.get("id_number"):
        parts.append("身份证件号码已更正")
    if said.get("register") and not said.get("was"):
        parts.append(f"登记簿中的姓名或名称更正为“{said['name']}”")
    return f"{'，'.join(parts)}（第{entry.seq}项，{said.get('reason')}）"


def _correction(case: Case, state: State, action: str, payload: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Of a correction which act said the day; of the word on one which day is meant."""
    entries = {str(entry.seq): entry for entry in state.entries}
    asked = entries.get(str(payload.get("of"))) if action in (CONFIRM, REFUSE) else None
    said = asked.payload if asked else payload
    act = entries.get(str(said.get("of")))
    if act is None:
        return
    of_what = f"“{action_title(case, act.action)}”（第{act.seq}项）"
    if asked is None:
        yield "登记该日期的办理", of_what
        return
    title = title_of(procedure_of(case), str(said.get("field")))
    days = f"由{day_words(str(said.get('stands')))}更正为{day_words(str(said.get('day')))}"
    yield "更正", f"{of_what}的{title}{days}"


def concerned(
    case: Case, state: State, action: str, payload: dict[str, Any], *, whole: bool
) -> list[tuple[str, str]]:
    """The paper an act is about, and the party it was done for or served on; a paper of the secondary file only for who sees
    the ``whole`` case.
    """
    lines = [*_correction(case, state, action, payload)] if action in (ASK, CONFIRM, REFUSE) else []
    about = payload.get("document")
    view = next((d for d in state.documents if d.ref == about), None) if about else None
    if view is not None and (whole or not is_secondary(case, view)):
        lines.append(("文书", document_title(case, view)))
    party = str(payload.get("party", ""))
    name = names_of(state).get(party) if party else None
    if name and action != "add_party" and "party" not in procedure_of(case).fields:
        lines.append(("受送达人" if action == "serve" else "当事人", name))
    return lines


def is_secondary(case: Case, view: DocumentView) -> bool:
    """Whether a document of a case lies in the secondary file."""
    return paper.form_of(procedure_of(case), view.template, view.issued_on).access == "secondary"


def outcome_title(matter: str, outcome: str, on: date) -> str:
    """How a child case ended, in the words of its own procedure."""
    stages = editions_on(matter, on).stages.values() if matter else ()
    return next(
        (stage.title for stage in stages if stage.final and outcome in {stage.outcome, stage.key}), outcome
    )


def row_words(case: Case, name: str, row: dict[str, Any]) -> str:
    """One row of a list on one line."""
    procedure, law = procedure_of(case), law_for(case.bureau)
    columns = (
        {c.key: c for c in procedure.fields[name].columns} if name in procedure.fields else procedure.fields
    )
    cells = [
        f"{columns[key].title}：{words}"
        for key in _columns_in_order(procedure, name, row)
        if key in columns
        and (
            words := value_words(
                case, columns[key], row[key], titles_of(columns[key], law, case.opened_at.date())
            )
        )
    ]
    articles = spelled(law, columns, row, case.opened_at.date())
    named = (("violated", "违反"), ("punished", "处罚依据"))
    cells += [f"{title}：{articles[part]}" for part, title in named if articles.get(part)]
    return "；".join(cells)


def _columns_in_order(procedure: Procedure, name: str, row: Mapping[str, Any]) -> list[str]:
    """The columns of a row in the order in which the form shows them."""
    if name in procedure.fields:
        shown = [column.key for column in procedure.fields[name].columns]
    else:
        shown = once(procedure, _added_columns).get(name, [])
    return [key for key in dict.fromkeys((*shown, *row)) if key in row]


def _added_columns(procedure: Procedure) -> dict[str, list[str]]:
    """The columns of each list that acts add to, as their forms show them."""
    shown: dict[str, list[str]] = {}
    for action in procedure.actions.values():
        for name, keys in action.adds.items():
            shown.setdefault(name, []).extend(keys)
    return shown


def paper_words(procedure: Procedure, entry: dict[str, Any], case: Case) -> str:
    """A document an act issued: its title, and its number where it has one."""
    title = paper.form_of(procedure, entry["template"], case.opened_at.date()).title
    return f"《{title}》{entry['number']}"


def document_title(case: Case, view: DocumentView) -> str:
    """A document of a case by its title and its number, or where it has none by the day it was issued."""
    title = paper.form_of(procedure_of(case), view.template, view.issued_on).title
    return f"《{title}》{view.number or chinese_date(view.issued_on)}"


def service_words(on: date, manner: str, number: str) -> str:
    """A service in one breath: its day, how, and of which number.

    >>> service_words(date(2022, 5, 12), "left", "清市监处罚〔2022〕1号")
    '2022年5月12日，留置送达，清市监处罚〔2022〕1号'
    """
    known = manners().get(manner)
    return "，".join(filter(None, (chinese_date(on), known.title if known else "", number)))


def officer_name(case: Case, number: int) -> str:
    """The name of an officer; those of the case's own bureau are read together."""
    return people.names_in(case.bureau_id).get(number) or people.officer_name(number)


def day_words(value: str) -> str:
    """A day or a moment as it is kept, in words.

    >>> day_words("2023-01-12T08:40+08:00"), day_words("2023-01-12")
    ('2023年1月12日8时40分', '2023年1月12日')
    """
    return (
        chinese_moment(datetime.fromisoformat(value))
        if "T" in value
        else chinese_date(date.fromisoformat(value))
    )


def plain_words(case: Case, key: str, value: Any) -> str:
    """A built-in value in words."""
    if key in {"day", "stands"}:
        return day_words(str(value))
    if key == "field":
        field = procedure_of(case).fields.get(str(value))
        return field.title if field else ""
    if value in SIDES:
        return SIDES[value]
    if key == "manner":
        return manner_title(str(value))
    if key.endswith("_on"):
        return chinese_date(date.fromisoformat(value))
    if value is True:
        return "是"
    if key == "person" and (number := officer_id_of(str(value))):
        return officer_name(case, number)
    return str(value)


def value_words(case: Case, field: Field, value: Any, titles: Mapping[str, str]) -> str:
    """A field's value in words: money in yuan, dates in Chinese, choices by title."""
    if value in (None, ""):
        return ""
    if field.type == "money" and isinstance(value, int):
        return f"{yuan(value)}元"
    if field.type == "boolean":
        return "是" if value else "否"
    if field.type == "choice" or field.book:
        return titles.get(value, str(value))
    if field.type == "choices":
        return "、".join(titles.get(item, str(item)) for item in value)
    if field.type == "officer" and (number := officer_id_of(str(value))):
        return officer_name(case, number)
    if field.type == "party":
        return names_of(known_state_of(case)).get(str(value)) or str(
            party_view(party_id_of(str(value)))["name"]
        )
    if field.type == "date":
        return chinese_date(date.fromisoformat(value))
    if field.type == "datetime":
        return chinese_moment(datetime.fromisoformat(value))
    return f"{len(value)}项" if isinstance(value, list) else str(value)
