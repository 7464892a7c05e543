# SPDX-License-Identifier: MulanPSL-2.0
"""Forms of the acts every procedure knows without declaring them: assigning, serving, noting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.datastructures import MultiValueDict

from fadu.cases.acts.opening import party_payload
from fadu.cases.papers.serving import may_be_served
from fadu.cases.reading.assignable import candidates
from fadu.cases.rules import officer_id_of, party_id_of, party_key
from fadu.cases.world.worlds import law_for, procedure_of
from fadu.desk.forms import Day, Moment, plain
from fadu.desk.in_words import InWords
from fadu.desk.party_form import IDENTITY, PartyForm, capacities_of, natural_of
from fadu.desk.phrases import offer
from fadu.desk.words import document_title, officer_name
from fadu.kernel import clock
from fadu.kernel.identifiers import uscc
from fadu.people.identity import code_of, correct_identity, is_called
from fadu.people.parties import is_anothers_name, known_as, register_for_a_case, rename
from fadu.procedure.addressees import addressees_of, waiting
from fadu.procedure.contents import ends_by_itself
from fadu.procedure.succession import CONTINUING, EFFECTS, SUCCESSOR
from fadu.records.delivery import SELF, manners, relations
from fadu.records.manner_fields import by_field, by_field_where_it_failed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from fadu.cases.models import Case
    from fadu.cases.reading.assignable import Candidate
    from fadu.people.models import Party
    from fadu.procedure.state import DocumentView, State


class BuiltIn(InWords):
    """The common part: the legal moment, and the payload as it will be recorded."""

    happened_at = Moment(label="办理时间", required=False, help_text="留空即为现在。")
    lists: Mapping[str, Any] = {}
    #: what is folded until the form has been sent in
    seldom: frozenset[str] = frozenset()

    def __init__(
        self, case: Case, state: State, people: Mapping[str, Sequence[tuple[str, str]]], **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.case, self.state = case, state
        self.offer(people)
        self.books = offer(self.fields)
        self.order_fields([*(name for name in self.fields if name != "happened_at"), "happened_at"])

    def offer(self, people: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        """Fill in the choices that depend on the case."""

    def moment(self) -> Any:
        return self.cleaned_data.get("happened_at")

    def payload(self) -> dict[str, Any]:
        return {
            k: plain(v) for k, v in self.cleaned_data.items() if k != "happened_at" and v not in (None, "")
        }

    def asked(self) -> list[forms.BoundField]:
        """The fields that are shown at once."""
        return [self[name] for name in self.fields if name != "happened_at" and not self._is_folded(name)]

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields that are shown at once, as one group."""
        return [("", self.asked())]

    def folded(self) -> list[forms.BoundField]:
        """The fields that are seldom filled in."""
        return [self[name] for name in self.fields if self._is_folded(name)]

    def when(self) -> forms.BoundField:
        """When the act was done: asked last."""
        return self["happened_at"]

    def _is_folded(self, name: str) -> bool:
        return name in self.seldom and not self.is_bound

    def foreseen(self) -> dict[str, Any]:
        """The payload as it is looked at before the press, for which nobody is registered."""
        return self.payload()

    def newcomers(self) -> list[Party]:
        """Whom it names, as typed."""
        return []

    def doubts(self) -> tuple[str, ...]:
        """What whoever presses is asked about beside the warnings of the act itself."""
        return ()

    def registers(self) -> bool:
        """Whether the press writes into the register of parties, together with the act or not at all."""
        return bool(self.newcomers())


class Note(BuiltIn):
    text = forms.CharField(label="内容", max_length=50_000, widget=forms.Textarea(attrs={"rows": 4}))


class Assign(BuiltIn):
    """Whoever is to handle the case: as many as the role takes by one press."""

    role = forms.ChoiceField(label="角色")
    person = forms.MultipleChoiceField(
        label="人员",
        widget=forms.CheckboxSelectMultiple,
        help_text="可以一次指派几人。本机构的在前；待办为此刻点名等其办理的案件数和其中最近的期限。",
    )

    def offer(self, people: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        assigned = [r for r in procedure_of(self.case).roles.values() if r.assigned_by]
        roles = [(r.key, f"{r.title}（须{r.together}人）" if r.together > 1 else r.title) for r in assigned]
        able = candidates(self.case, self.state, clock.now())
        open_roles = {key for one in able for key in one.roles}
        _choice(self, "role").choices = [(key, title) for key, title in roles if key in open_roles] or roles
        _choice(self, "person").choices = [(one.person, _described(one)) for one in able]
        self.names = {one.person: one.name for one in able}
        self.silent = {one.person for one in able if not one.has_account}
        if not able:
            self.fields[
                "person"
            ].help_text = "此刻没有可以指派的人员：担任相应岗位、持有效证件、不须回避而且尚未指派。"

    def payloads(self) -> list[dict[str, Any]]:
        """An act for each of the persons chosen."""
        values = super().payload()
        return [
            {**values, "person": person, "name": self.names[person]} for person in self.cleaned_data["person"]
        ]

    def payload(self) -> dict[str, Any]:
        return self.payloads()[-1]

    def doubts(self) -> tuple[str, ...]:
        return tuple(
            f"{self.names[person]}{NO_ACCOUNT}"
            for person in self.cleaned_data["person"]
            if person in self.silent
        )


#: what is asked of whoever gives work to somebody who cannot sign in
NO_ACCOUNT = "没有账号，不能登录办理，也看不到待办和通知；请先由系统管理员为其开立账号，或者改选他人。"


def _described(one: Candidate) -> str:
    """An officer with unit and posts, certificate, and how much waits for him."""
    where = "，".join(filter(None, (one.unit, "、".join(one.posts))))
    nearest = f"，最近{one.load.nearest.month}月{one.load.nearest.day}日" if one.load.nearest else ""
    load = f"待办{one.load.cases}件{nearest}" if one.load.cases else "没有待办"
    return "；".join(
        filter(
            None,
            (
                f"{one.name}（{where}）",
                one.certificate and f"执法证{one.certificate}",
                load,
                "" if one.has_account else "没有账号",
            ),
        )
    )


class Release(BuiltIn):
    assigned = forms.ChoiceField(label="承办人")
    reason = forms.CharField(label="理由", max_length=300)

    def offer(self, people: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        roles = procedure_of(self.case).roles
        pairs = [
            (f"{role}|{p}", f"{officer_name(self.case, number)}（{roles[role].title}）")
            for role, ps in self.state.assigned.items()
            for p in ps
            if (number := officer_id_of(p)) is not None
        ]
        self.fields["assigned"].choices = pairs

    def payload(self) -> dict[str, Any]:
        values = super().payload()
        role, person = values.pop("assigned").split("|")
        return {**values, "role": role, "person": person}


class AddParty(PartyForm, BuiltIn):
    """Another party of the case: registered, or found by its code."""

    reason = forms.CharField(label="理由", max_length=300)

    def __init__(
        self, case: Case, state: State, people: Mapping[str, Sequence[tuple[str, str]]], **kwargs: Any
    ) -> None:
        procedure = procedure_of(case)
        super().__init__(
            case,
            state,
            people,
            capacities=capacities_of(procedure),
            natural=natural_of(procedure),
            **kwargs,
        )

    def newcomers(self) -> list[Party]:
        return self.unregistered()

    def foreseen(self) -> dict[str, Any]:
        (party,) = self.unregistered()
        return {**_unregistered(party, self.cleaned_data["capacity"]), "reason": self.cleaned_data["reason"]}

    def payload(self) -> dict[str, Any]:
        (party, capacity), *_ = self.parties()
        return {**party_payload(party, capacity), "reason": self.cleaned_data["reason"]}


def _unregistered(party: Party, capacity: str) -> dict[str, str]:
    """A party as typed, as the act that records it would tell it: by the record it leads to, or by one that is yet to be made."""
    known = known_as(party)
    return {**party_payload(party, capacity), "party": party_key(known.pk if known else 0)}


class RemoveParty(BuiltIn):
    party = forms.ChoiceField(label="当事人")
    reason = forms.CharField(label="理由", max_length=300)

    def offer(self, people: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        self.fields["party"].choices = people["party"]


class CorrectParty(BuiltIn):
    """A slip in what a party is called or known by, put right with its reason; what is left empty is right.

    Where the case calls it rightly and the register does not, the name of the case is put into the register.
    """

    party = forms.ChoiceField(label="当事人")
    name = forms.CharField(
        label="更正后的姓名或名称",
        max_length=200,
        required=False,
        help_text="登记时写错的在此更正；登记机关核准变更名称的，办理“当事人承受、变更”。没有写错的留空。",
    )
    uscc = forms.CharField(label="更正后的统一社会信用代码", max_length=18, required=False)
    id_number = forms.CharField(
        label="更正后的身份证件号码",
        max_length=30,
        required=False,
        help_text="加密保存，屏幕上只显示部分。",
        widget=forms.TextInput(attrs={"data-sealed": ""}),
    )
    reason = forms.CharField(label="理由", max_length=300, help_text="如：登记时笔误，与营业执照核对。")

    def offer(self, people: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        self.fields["party"].choices = people["party"]

    def registers(self) -> bool:
        return True

    def foreseen(self) -> dict[str, Any]:
        """What will be recorded; of a number only that it was put right."""
        said = super().payload()
        number = party_id_of(said["party"])
        if said.get("name") and said["name"] == self._called(said["party"]):
            if is_called(number, said["name"]):
                del said["name"]
            else:
                said["register"] = "已更正"
        if said.get("uscc"):
            said |= {"uscc": uscc.compact(said["uscc"]), "uscc_was": code_of(number)}
            if said["uscc"] == said["uscc_was"]:
                del said["uscc"], said["uscc_was"]
        return {**said, "id_number": "已更正"} if said.get("id_number") else said

    def payload(self) -> dict[str, Any]:
        """The same, and the register put right with it."""
        said, typed = self.foreseen(), self.cleaned_data
        correct_identity(
            party_id_of(typed["party"]),
            name=typed["name"],
            uscc=typed["uscc"],
            id_number=typed["id_number"],
            reason=typed["reason"],
        )
        return said

    def _called(self, key: str) -> str:
        return next((party.name for party in self.state.parties if party.key == key), "")


class Succeed(PartyForm, BuiltIn):
    """A party that died, ended or changed, and who takes its place: registered, or found by its code."""

    party = forms.ChoiceField(label="当事人")
    ground = forms.ChoiceField(label="情形")
    happened_on = Day(label="发生之日")
    paper = forms.CharField(
        label="证明材料", max_length=300, help_text="死亡证明、登记通知书、合并分立公告等，写明名称和文号。"
    )

    def __init__(
        self, case: Case, state: State, people: Mapping[str, Sequence[tuple[str, str]]], **kwargs: Any
    ) -> None:
        super().__init__(case, state, people, **kwargs)
        self.fields.pop("capacity")
        self.fields["name"].required = self.fields["kind"].required = False
        self.fields["name"].label = "承受人（变更后）的姓名或名称"
        self.order_fields(["party", "ground", "happened_on", "paper"])

    def offer(self, people: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        law, today = law_for(self.case.bureau), clock.today()
        self.fields["party"].choices = people["party"]
        self.effects = {
            option.key: effect for effect in EFFECTS for option in law.options(f"succession/{effect}", today)
        }
        self.fields["ground"].choices = [
            (option.key, f"{option.title}——{option.note}")
            for effect in EFFECTS
            for option in law.options(f"succession/{effect}", today)
        ]

    def newcomers(self) -> list[Party]:
        return self.unregistered() if self.names_a_successor() else []

    def registers(self) -> bool:
        return bool(self.cleaned_data.get("name"))

    def names_a_successor(self) -> bool:
        """Whether another takes the place, who is to be registered."""
        ground = self.cleaned_data["ground"]
        return self.effects.get(ground) == SUCCESSOR and bool(self.cleaned_data.get("name"))

    def foreseen(self) -> dict[str, Any]:
        return self._said(lambda: _unregistered(self.unregistered()[0], ""))

    def payload(self) -> dict[str, Any]:
        said = self._said(self._registered)
        if said.get("name") and not said.get(
            "successor"
        ):  # a change of name, by its paper: the register follows
            number = party_id_of(said["party"])
            if not is_anothers_name(number, said["name"]):
                rename(number, said["name"], on=self.cleaned_data["happened_on"])
        return said

    def _registered(self) -> dict[str, str]:
        identity = {key: value for key, value in self.cleaned_data.items() if key in IDENTITY}
        party, self.warnings = register_for_a_case(**identity)
        return party_payload(party, "")

    def _said(self, successor: Callable[[], dict[str, str]]) -> dict[str, Any]:
        values = {key: plain(self.cleaned_data[key]) for key in ("party", "ground", "happened_on", "paper")}
        if self.effects.get(values["ground"]) == CONTINUING and self.cleaned_data.get("name"):
            return {**values, "name": self.cleaned_data["name"]}
        if not self.names_a_successor():
            return values
        known = successor()
        return {**values, "successor": known["party"], "name": known["name"], "kind": known["kind"]}


def _manners() -> list[tuple[str, str]]:
    return [(manner.key, manner.title) for manner in manners().values()]


def _relations() -> list[tuple[str, str]]:
    return [("", "（选择）"), (SELF, SELF), *((title, title) for title in relations())]


#: what is said where the form is for one paper, and the case has others for others
OTHER_PAPERS = "只列发给同样的人的文书；送达其他文书的，在案件页“文书”中该份文书处按“送达”。"


class Serve(BuiltIn):
    """A paper given to one of those it is for, or in the same way to several of them by one press."""

    seldom = frozenset({"failure", "repeated_because"})
    seldom_called = "没有送达、再次送达的另填"
    #: what only some manners have: the very list by which the judge asks
    meant_for = by_field()
    #: what an attempt in some manners says besides, once it is said why it failed
    meant_besides = {key: ("failure", of) for key, of in by_field_where_it_failed().items()}
    document = forms.ChoiceField(label="文书")
    party = forms.MultipleChoiceField(
        label="受送达人",
        widget=forms.CheckboxSelectMultiple,
        help_text="同时同样送达几人的，一次登记；送达情况不同的，分别登记。",
    )
    manner = forms.ChoiceField(label="送达方式", choices=_manners)
    sent_on = Day(label="送出日期")
    arrived_on = Day(
        label="签收或到达日期",
        required=False,
        help_text="签收、留置、到达其系统之日；邮寄的，以回执上注明的收件日期为准。",
    )
    returned_on = Day(
        label="退回日期",
        required=False,
        help_text="寄往受送达人确认的送达地址被退回、没有签收的，填退回之日。",
    )
    address = forms.CharField(
        label="送达地点",
        max_length=300,
        required=False,
        help_text="邮寄的为收件地址，电子送达的为电子送达地址。",
    )
    receiver = forms.CharField(
        label="签收人",
        max_length=100,
        required=False,
        help_text="在送达回证上签名或者盖章的人的姓名或者名称；本人签收的，选下一项即可。",
    )
    relation = forms.ChoiceField(
        label="签收人与受送达人的关系",
        choices=_relations,
        required=False,
        help_text="受送达人以外的人签收的，写明签收人并选明关系；不在所列的人不能代收。",
    )
    refusal = forms.CharField(
        label="拒收事由",
        max_length=300,
        required=False,
        help_text="留置的、邮件被拒收退回的，写明拒收的事由。",
    )
    witness = forms.CharField(
        label="见证人",
        max_length=100,
        required=False,
        help_text="拒收而留置的，由见证人签名或者盖章；没有见证人的，留在住所并拍照、录像。",
    )
    filmed = forms.BooleanField(label="已经拍照、录像、截屏", required=False)
    mail_number = forms.CharField(
        label="邮件号码",
        max_length=100,
        required=False,
        help_text="邮寄送达的，填挂号信、快递的号码（至少8个字母或者数字，没有空格）；签收日期以回执上注明的收件日期为准。",
    )
    through = forms.CharField(
        label="代为送达的单位",
        max_length=100,
        required=False,
        help_text="委托送达的，填受委托的市场监督管理部门；转交送达的，填转交的部门；由其留置的，也填。",
    )
    consent = forms.BooleanField(
        label="受送达人同意电子送达",
        required=False,
        help_text="在卷的送达地址确认书中已经写明的，不必再勾选。",
    )
    address_confirmed = forms.BooleanField(
        label="受送达人确认过送达地址",
        required=False,
        help_text="在卷的送达地址确认书中已经写明电子送达地址的，不必再勾选。",
    )
    whereabouts_unknown = forms.BooleanField(label="受送达人下落不明", required=False)
    account = forms.CharField(
        label="公告送达的原因和经过",
        max_length=50_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="公告送达的，在案件材料中载明。",
    )
    online_remedy = forms.CharField(
        label="提交行政复议申请书的互联网渠道",
        max_length=300,
        required=False,
        help_text="写有救济告知的文书电子送达的，同时提供网址或者平台名称。",
    )
    proof = forms.CharField(
        label="送达证明",
        max_length=300,
        required=False,
        help_text="回证、挂号信回执、照片、发送记录、公告载体等：收入案卷的，写其名称，应是送达时或者送达以后取得的。",
    )
    failure = forms.CharField(
        label="未能送达的原因",
        max_length=500,
        required=False,
        help_text="没有送达的，写明原因；单独登记，是公告送达的前提。",
    )
    repeated_because = forms.CharField(
        label="再次送达的理由",
        max_length=300,
        required=False,
        help_text="同一文书已经送达此人的，再次送达写明理由，如应其要求补给、另交代理人；期限仍自首次送达起算。",
    )

    def offer(self, people: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        procedure = procedure_of(self.case)
        papers = [d for d in self.state.documents if may_be_served(procedure, self.state, d)]
        for_whom = {d.ref: addressees_of(procedure, self.state, d) for d in papers}
        chosen = self._chosen(papers)
        alike = [d for d in papers if chosen not in for_whom or for_whom[d.ref] == for_whom[chosen]]
        these = {key for d in alike for key in for_whom[d.ref]}.union(self._sent("party"))
        open_first = sorted(alike, key=lambda d: not waiting(self.state, d))
        _choice(self, "document").choices = [(d.ref, self._called(d)) for d in open_first]
        _choice(self, "party").choices = [(key, name) for key, name in people["party"] if key in these]
        if len(alike) < len(papers):
            self.fields["document"].help_text = OTHER_PAPERS
        said = {"sent_on": clock.today(), **self._awaited(papers), **self.initial}
        self.initial = {**said, "party": [one for one in [said.get("party")] if one]}

    def _called(self, paper: DocumentView) -> str:
        """A paper by its title; of one that everybody it names has had, that it was served already."""
        title = document_title(self.case, paper)
        return f"{title}（已经送达）" if paper.services and not waiting(self.state, paper) else title

    def _chosen(self, papers: Sequence[DocumentView]) -> str:
        """The paper the form is for: the one that was sent in, the one it was opened for, the only one that somebody waits for."""
        asked = [*self._sent("document")] if self.is_bound else [self.initial.get("document")]
        waited_for = [d.ref for d in papers if waiting(self.state, d)]
        return str(next(filter(None, asked), waited_for[0] if len(waited_for) == 1 else ""))

    def _sent(self, name: str) -> list[str]:
        """What was sent in under a name, as it came."""
        values = self.data if isinstance(self.data, MultiValueDict) else MultiValueDict()
        return values.getlist(self.add_prefix(name))

    def _awaited(self, papers: Sequence[DocumentView]) -> dict[str, str]:
        """The first paper that somebody it names has not had, and whom; of the one that was asked for, whom."""
        asked = self.initial.get("document")
        for paper in papers:
            party = waiting(self.state, paper) if asked in (None, paper.ref) else ""
            if party:
                return {"document": paper.ref, "party": party}
        return {}

    def payloads(self) -> list[dict[str, Any]]:
        """An act for each of the persons served."""
        values = {key: value for key, value in super().payload().items() if value is not False}
        return [{**values, "party": one, **self._signed(values, one)} for one in self.cleaned_data["party"]]

    def _signed(self, values: Mapping[str, Any], party: str) -> dict[str, str]:
        """Who signed where the party did so itself: its name alone, whether that was typed or not."""
        if values.get("relation") != SELF or values["manner"] not in self.meant_for["relation"]:
            return {}
        name = next((view.name for view in self.state.parties if view.key == party), "")
        if values.get("failure"):
            return {"relation": ""}
        return {"relation": "", "receiver": str(values.get("receiver") or name)}

    def payload(self) -> dict[str, Any]:
        return self.payloads()[-1]


class ReturnProposal(BuiltIn):
    of = forms.ChoiceField(label="待签事项")
    reason = forms.CharField(label="退回理由", max_length=300)

    def offer(self, people: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        actions = procedure_of(self.case).actions
        self.fields["of"].choices = [(p.action, actions[p.action].title) for p in self.state.pending]


class Publish(BuiltIn):
    rule = forms.ChoiceField(label="公示事项")
    channel = forms.CharField(label="公示渠道", max_length=100)
    published_on = Day(label="公示日期")
    withdrawn_on = Day(label="撤下日期", required=False)

    def offer(self, people: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        rules = procedure_of(self.case).publications()
        _choice(self, "rule").choices = [(rule, self._decided(rule) or acts) for rule, acts in rules.items()]
        if all(ends_by_itself(procedure_of(self.case), rule) for rule in rules):
            del self.fields["withdrawn_on"]
        self.initial.setdefault("published_on", clock.today())

    def _decided(self, rule: str) -> str:
        """The decisions of the case that the rule makes public, by title and number; nothing before there is one."""
        acts = (act for act in procedure_of(self.case).actions.values() if act.publishes == rule)
        made = {entry.seq for act in acts for entry in self.state.done(act.key)}
        papers = (d for d in self.state.documents if d.seq in made and d.number and not d.void)
        return "、".join(document_title(self.case, d) for d in papers)


def _choice(form: forms.Form, name: str) -> forms.ChoiceField:
    """A field of a form that offers choices."""
    return cast("forms.ChoiceField", form.fields[name])


FORMS: dict[str, type[BuiltIn]] = {
    "note": Note,
    "assign": Assign,
    "release": Release,
    "add_party": AddParty,
    "remove_party": RemoveParty,
    "succeed": Succeed,
    "correct_party": CorrectParty,
    "serve": Serve,
    "return_proposal": ReturnProposal,
    "publish": Publish,
}
