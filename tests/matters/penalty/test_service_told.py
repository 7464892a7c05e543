# SPDX-License-Identifier: MulanPSL-2.0
"""A decision is served in the penalty case; the performance that rests on it is told in the same transaction, once."""

from __future__ import annotations

from datetime import date

import pytest
from life import Desk, at, decided, investigated, words_for

from fadu.cases.acts import recording, telling
from fadu.cases.acts.opening import party_payload
from fadu.cases.errors import ActRefusedError
from fadu.cases.models import Act, Case, Clock
from fadu.cases.papers import borne_out, contradicted
from fadu.cases.world.worlds import state_of
from fadu.ledger import sequencing, verification
from fadu.matters.performance.models import Performance
from fadu.oversight import checking
from fadu.people.parties import register_party
from fadu.records import delivery
from fadu.records import services as files
from fadu.records.models import Document, Service

pytestmark = pytest.mark.django_db


def told(case: Case) -> list[Act]:
    return list(Act.objects.filter(case=case, action="served_elsewhere").order_by("seq"))


def test_the_performance_is_told_of_the_service_of_its_decision(desk: Desk) -> None:
    decided(desk)
    child = desk.child("performance")
    desk.serve("penalty_decision", "2022-05-12")

    (act,) = told(child)
    service = Service.objects.get(document__template="penalty_decision")

    assert desk.case is not None
    assert act.payload["case"] == desk.case.number
    assert (act.payload["effective_on"], act.payload["manner"]) == ("2022-05-12", "personal")
    assert service.effective_on == date(2022, 5, 12)
    assert Performance.objects.get(case=child).served_on == date(2022, 5, 12)
    payment = Clock.objects.get(case=child, clock="payment")
    assert (payment.started_on, payment.due_on) == (date(2022, 5, 12), date(2022, 5, 27))


def test_nothing_is_told_of_another_paper_nor_of_a_failed_attempt(desk: Desk) -> None:
    decided(desk)
    assert desk.case is not None
    row = desk.case.documents.get(template="penalty_decision")
    failed = {
        "document": f"penalty_decision/{row.seq}",
        "party": f"party:{desk.party.pk}",
        "manner": "post",
        "sent_on": "2022-05-11",
        "failure": "查无此人，退回",
    }
    desk.do("one", "serve", "2022-05-12", failed)
    notice = desk.case.documents.filter(template="penalty_notice").latest("seq")
    another = {**failed, "document": f"penalty_notice/{notice.seq}", "failure": ""}
    desk.do(
        "one",
        "serve",
        "2022-05-12",
        {**another, "arrived_on": "2022-05-12", "mail_number": "XA12345678913", "repeated_because": "补给"},
    )

    child = desk.child("performance")
    assert told(child) == []
    with pytest.raises(ActRefusedError, match="尚未送达清河百货店"):
        desk.do("one", "confirm_service", "2022-05-12", case=child)


def test_a_paper_is_not_served_on_somebody_it_is_not_addressed_to(desk: Desk) -> None:
    decided(desk)
    other, _ = register_party(kind="sole_trader", name="清河副食店", address="清河路2号")
    desk.do("one", "add_party", "2022-05-11", {**party_payload(other, "当事人"), "reason": "共同违法"})
    desk.party = other

    with pytest.raises(ActRefusedError, match="不是发给清河副食店的"):
        desk.serve("penalty_decision", "2022-05-12")
    assert told(desk.child("performance")) == []


def attempt(desk: Desk, on: str, manner: str, **more: object) -> None:
    """The decision sent to the party, in a manner, with what came of it."""
    assert desk.case is not None
    row = desk.case.documents.get(template="penalty_decision")
    paper = {"document": f"penalty_decision/{row.seq}", "party": f"party:{desk.party.pk}"}
    desk.do("one", "serve", on, {**paper, "manner": manner, "sent_on": on, **more})


def test_an_announcement_needs_an_attempt_that_failed_and_an_account(desk: Desk) -> None:
    decided(desk)
    account = {"account": "两次上门无人，挂号信退回"}

    with pytest.raises(ActRefusedError) as refused:
        attempt(desk, "2022-05-11", "announcement")
    assert [ground.code for ground in refused.value.grounds] == ["service", "service"]
    with pytest.raises(ActRefusedError, match="下落不明"):
        attempt(desk, "2022-05-11", "announcement", **account)
    attempt(desk, "2022-05-11", "post", failure="查无此人，退回")
    with pytest.raises(ActRefusedError, match="原因和经过"):
        attempt(desk, "2022-05-12", "announcement")
    attempt(desk, "2022-05-12", "announcement", **account)

    failed, announced = Service.objects.filter(document__template="penalty_decision").order_by("attempt")
    assert (failed.failure, failed.effective_on) == ("查无此人，退回", None)
    assert announced.effective_on == date(2022, 7, 11)
    assert [act.payload["effective_on"] for act in told(desk.child("performance"))] == ["2022-07-11"]


def test_an_announcement_to_somebody_who_has_gone_needs_no_attempt(desk: Desk) -> None:
    decided(desk)

    attempt(desk, "2022-05-12", "announcement", whereabouts_unknown=True, account="登记住所已拆除，去向不明")

    assert len(told(desk.child("performance"))) == 1


def test_what_is_left_behind_serves_with_its_reason_and_a_witness_or_a_film(desk: Desk) -> None:
    decided(desk)
    day = "2022-05-12"

    with pytest.raises(ActRefusedError, match="见证人"):
        attempt(desk, day, "left", arrived_on=day, refusal="不认可处罚")
    with pytest.raises(ActRefusedError, match="拒收事由"):
        attempt(desk, day, "left", arrived_on=day, filmed=True)
    attempt(desk, day, "left", arrived_on=day, filmed=True, refusal="不认可处罚")

    assert len(told(desk.child("performance"))) == 1


@pytest.mark.parametrize(
    ("said", "lacks"),
    [
        ({"refusal": "。", "witness": "居委会王某"}, "拒收事由"),
        ({"refusal": "不认可处罚", "witness": "x"}, "见证人"),
    ],
)
def test_what_is_left_behind_is_not_borne_out_by_signs(desk: Desk, said: dict[str, str], lacks: str) -> None:
    decided(desk)

    with pytest.raises(ActRefusedError, match=lacks):
        attempt(desk, "2022-05-12", "left", arrived_on="2022-05-12", **said)
    assert told(desk.child("performance")) == []


def test_an_announcement_before_which_nobody_was_sought_is_asked_about(desk: Desk) -> None:
    decided(desk)
    gone = {"whereabouts_unknown": True, "account": "找不到"}

    attempt(desk, "2022-05-12", "announcement", **gone)
    taken_in(desk, "2022-05-13", title="登记住所查询记录")
    attempt(desk, "2022-05-13", "announcement", proof="登记住所查询记录", repeated_because="补充材料", **gone)

    bare, shown = Act.objects.filter(action="serve").order_by("-pk")[:2][::-1]
    question = "公告送达以前没有其他方式未能送达的登记，也没有收入查找受送达人的材料（程序规定 82"
    assert any(question in warning for warning in bare.warnings)
    assert not any(question in warning for warning in shown.warnings)


def test_a_paper_is_handed_to_nobody_but_the_party_and_who_may_sign_for_it(desk: Desk) -> None:
    decided(desk)
    day = "2022-05-12"

    for stranger in ({"receiver": "邻居王某"}, {"receiver": "王某", "relation": "邻居"}):
        with pytest.raises(ActRefusedError, match=r"有权签收的人签收.*程序规定 82"):
            attempt(desk, day, "personal", arrived_on=day, **stranger)
    assert told(desk.child("performance")) == []
    attempt(desk, day, "personal", arrived_on=day, receiver="王某", relation="同住成年家属")

    assert len(told(desk.child("performance"))) == 1


@pytest.mark.parametrize(
    ("manner", "said", "lacks"),
    [
        ("personal", {}, "签收人的登记"),
        ("personal", {"relation": "代理人"}, "签收人的登记"),
        ("personal", {"proof": "送达回证（没有收入案卷）"}, "签收人的登记"),
        ("transferred", {}, "签收人的登记"),
        ("transferred", {"receiver": "清河百货店"}, "代为送达的单位"),
        ("entrusted", {"receiver": "清河百货店"}, "代为送达的单位"),
        ("entrusted", {"through": "清江区市场监督管理局", "receiver": "邻居王某"}, "有权签收的人"),
        ("post", {}, "邮件号码或者回执"),
        ("post", {"proof": "已寄"}, "邮件号码或者回执"),
    ],
)
def test_no_paper_is_served_where_nothing_bears_out_its_day(
    desk: Desk, manner: str, said: dict[str, str], lacks: str
) -> None:
    decided(desk)

    with pytest.raises(ActRefusedError, match=rf"{lacks}.*程序规定 82"):
        attempt(desk, "2022-05-12", manner, arrived_on="2022-05-12", **said)
    assert told(desk.child("performance")) == []


@pytest.mark.parametrize(
    ("manner", "said"),
    [
        ("personal", {"receiver": "清河百货店"}),
        ("transferred", {"through": "清河区看守所", "receiver": "清河百货店"}),
        ("entrusted", {"through": "清江区市场监督管理局", "receiver": "王某", "relation": "代理人"}),
        ("post", {"mail_number": "XA12345678913"}),
    ],
)
def test_a_paper_is_served_where_it_is_said_who_signed_by_whom_and_by_which_letter(
    desk: Desk, manner: str, said: dict[str, str]
) -> None:
    decided(desk)

    attempt(desk, "2022-05-12", manner, arrived_on="2022-05-12", **said)

    assert [act.payload["effective_on"] for act in told(desk.child("performance"))] == ["2022-05-12"]


def taken_in(desk: Desk, on: str, *, title: str = "送达回证", **more: str) -> None:
    """A file called 送达回证, or otherwise, goes into the case."""
    file = files.store(name="回证.txt", content="清河百货店签收".encode(), owner="")
    desk.do("one", "attach", on, {"title": title, "digest": file.digest, "kind": "document", **more})


@pytest.mark.parametrize("manner", ["personal", "post"])
def test_a_receipt_in_the_file_bears_out_who_signed_it_and_that_a_letter_came(
    desk: Desk, manner: str
) -> None:
    decided(desk)
    taken_in(desk, "2022-05-12", taken_on="2022-05-12")

    attempt(desk, "2022-05-12", manner, arrived_on="2022-05-12", proof="送达回证")

    assert len(told(desk.child("performance"))) == 1


SIGNED = {"receiver": "清河百货店"}


@pytest.mark.parametrize(
    ("manner", "said"),
    [
        ("personal", {}),
        ("personal", SIGNED),
        ("left", {"refusal": "不认可处罚", "filmed": True}),
        ("post", {"mail_number": "XA12345678913"}),
        ("post", {"failure": "查无此人，退回"}),
    ],
)
@pytest.mark.parametrize(
    ("on", "more", "taken"),
    [("2022-03-15", {}, "2022-03-15"), ("2022-05-12", {"taken_on": "2022-03-10"}, "2022-03-10")],
)
def test_a_file_from_before_the_paper_was_made_shows_nothing_of_its_service(
    desk: Desk, manner: str, said: dict[str, str], on: str, more: dict[str, str], taken: str
) -> None:
    decided(desk)
    taken_in(desk, on, **more)
    assert desk.case is not None
    made = desk.case.documents.get(template="penalty_decision").document.issued_at.date()

    came = {} if "failure" in said else {"arrived_on": "2022-05-12"}
    with pytest.raises(ActRefusedError, match=rf"“送达回证”取得于{taken}，早于文书制发之日{made}") as refused:
        attempt(desk, "2022-05-12", manner, proof="送达回证", **came, **said)

    assert [ground.code for ground in refused.value.grounds] == ["service_file_too_early"]
    assert "程序规定 82" in refused.value.grounds[0].cites
    assert told(desk.child("performance")) == []


def test_a_file_from_between_the_paper_and_its_sending_shows_nothing_of_its_service(desk: Desk) -> None:
    decided(desk)
    taken_in(desk, "2022-05-12")

    with pytest.raises(ActRefusedError, match="取得于2022-05-12，早于“送出日期”2022-05-13"):
        attempt(desk, "2022-05-13", "personal", arrived_on="2022-05-13", proof="送达回证", **SIGNED)


@pytest.mark.parametrize(
    ("manner", "said", "strange"),
    [
        ("personal", {**SIGNED, "refusal": "拒收，骂人"}, "“拒收事由”不属于直接送达"),
        (
            "personal",
            {**SIGNED, "witness": "居委会某甲", "filmed": True, "through": "清河区司法局"},
            "“见证人”、“已经拍照、录像、截屏”、“代为送达的单位”不属于直接送达",
        ),
        ("personal", {**SIGNED, "whereabouts_unknown": True}, "“受送达人下落不明”不属于直接送达"),
        (
            "left",
            {"refusal": "不认可", "filmed": True, **SIGNED},
            "“签收人”不属于留置送达",
        ),
        (
            "post",
            {"mail_number": "XA12345678913", "through": "清河区司法局"},
            "“代为送达的单位”不属于邮寄送达",
        ),
    ],
)
def test_what_belongs_to_another_manner_of_service_is_refused_by_its_name(
    desk: Desk, manner: str, said: dict[str, object], strange: str
) -> None:
    decided(desk)

    with pytest.raises(ActRefusedError, match=strange) as refused:
        attempt(desk, "2022-05-12", manner, arrived_on="2022-05-12", **said)

    assert [ground.code for ground in refused.value.grounds] == ["of_another_manner"]
    assert refused.value.grounds[0].remedy.endswith("删去")
    assert told(desk.child("performance")) == []


REFUSED = {"refusal": "不认可处罚", "witness": "居民委员会 王某"}


def test_a_bureau_that_was_entrusted_and_met_a_refusal_leaves_the_paper_and_is_named(desk: Desk) -> None:
    decided(desk)
    by = {"through": "江北市市场监督管理局"}

    with pytest.raises(ActRefusedError) as refused:
        attempt(desk, "2022-05-12", "entrusted", arrived_on="2022-05-12", **REFUSED, **by)
    attempt(desk, "2022-05-12", "left", arrived_on="2022-05-12", **REFUSED, **by)

    (strange,) = (ground for ground in refused.value.grounds if ground.code == "of_another_manner")
    assert strange.remedy.startswith(
        "拒收而留置的，送达方式改选“留置送达”（由受委托、转交的单位留置的，写明“代为送达的单位”）"
    )
    receipt = Document.objects.filter(template="service_receipt").latest("pk").data
    assert (receipt["refusal"], receipt["remark"]) == ("不认可处罚", "由江北市市场监督管理局代为送达")
    assert len(told(desk.child("performance"))) == 1


@pytest.mark.parametrize(
    ("manner", "said"),
    [
        ("personal", {**REFUSED, "filmed": True}),
        ("entrusted", {**REFUSED, "filmed": True, "through": "江北市市场监督管理局"}),
        ("post", {"refusal": "当面拒收", "mail_number": "XA12345678913", "returned_on": "2022-05-12"}),
    ],
)
def test_an_attempt_that_failed_says_who_saw_it_and_that_the_paper_was_refused(
    desk: Desk, manner: str, said: dict[str, object]
) -> None:
    decided(desk)

    attempt(desk, "2022-05-12", manner, failure="家中无人应门", **said)

    assert told(desk.child("performance")) == []


def test_a_letter_refused_at_the_confirmed_address_is_served_on_the_day_it_came_back_and_signed_for_by_nobody(
    desk: Desk,
) -> None:
    decided(desk)
    letter = {"mail_number": "XA12345678913", "refusal": "当面拒收", "address_confirmed": True}
    letter |= {"sent_on": "2022-05-12", "returned_on": "2022-05-14"}

    with pytest.raises(ActRefusedError, match="填写了“拒收事由”，又填写了“签收人”：拒收的，没有人签收"):
        attempt(desk, "2022-05-14", "post", **letter, **SIGNED)
    attempt(desk, "2022-05-14", "post", **letter)

    assert desk.case is not None
    assert desk.case.acts.filter(action="serve").latest("seq").payload["effective_on"] == "2022-05-14"


def test_nobody_received_what_could_not_be_served(desk: Desk) -> None:
    decided(desk)
    day = "2022-05-12"

    with pytest.raises(ActRefusedError, match="又填写了“签收或到达日期”、“签收人”：没有送达的，没有人签收"):
        attempt(desk, day, "personal", arrived_on=day, failure="查无此人", **SIGNED)
    attempt(desk, day, "personal", failure="查无此人")

    assert told(desk.child("performance")) == []


def test_a_receipt_says_nothing_of_another_manner_than_its_own_and_a_history_that_does_is_found(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided(desk)
    strange = {"refusal": "拒收，骂人", "witness": "居委会某甲", "filmed": True, "through": "清河区司法局"}
    with monkeypatch.context() as as_it_once_was:
        as_it_once_was.setattr(contradicted, "grounds", lambda *_: [])
        attempt(desk, "2022-05-12", "personal", arrived_on="2022-05-12", **SIGNED, **strange)

    receipt = Document.objects.filter(template="service_receipt").latest("pk").data
    unproved = [f.message for f in checking.check(desk.bureau, again=True) if f.rule == "service_unproved"]

    assert (receipt["refusal"], receipt["witness"], receipt["filmed"], receipt["remark"]) == (
        "",
        "",
        False,
        "",
    )
    assert receipt["receiver"] == desk.party.name
    assert ["“拒收事由”" in message for message in unproved] == [True]


def notified(desk: Desk, *, file: str, before: str) -> None:
    """A case up to the notice, at ten on 26 April; a file of that name goes in at nine that morning, or right before another act."""
    investigated(desk)
    words = words_for(desk)
    acts = {
        "conclude": ("2022-04-20", {**words, "nature": "销售超过保质期食品", "disposition": "penalty"}),
        "examine": ("2022-04-26", {"exam_opinion": "agree", "exam_text": "同意"}),
    }
    for action, (on, payload) in acts.items():
        if action == before:
            taken_in(desk, f"{on}T09:00", title=file)
        desk.do("one" if action == "conclude" else "examiner", action, f"{on}T09:30", payload)
    if before == "notify":
        taken_in(desk, "2022-04-26T09:50", title=file)
    desk.signed("notify", "2022-04-26", words, "one", "head")


@pytest.mark.parametrize(
    ("file", "before", "against"),
    [
        ("送达回证", "examine", "收入案卷时文书还没有制发，不能证明其送达"),
        ("案件审核（签字原件）", "examine", "是办理“案件审核”的签字原件，不能证明文书的送达"),
        ("行政处罚事先告知（签字原件）", "notify", ""),
    ],
)
def test_what_lay_there_before_the_paper_or_shows_another_act_bears_out_no_service(
    desk: Desk, file: str, before: str, against: str
) -> None:
    notified(desk, file=file, before=before)
    assert desk.case is not None
    notice = desk.case.documents.filter(template="penalty_notice").latest("seq")
    service = {
        **{
            "document": f"penalty_notice/{notice.seq}",
            "party": f"party:{desk.party.pk}",
            "manner": "personal",
        },
        **{"sent_on": "2022-04-26", "arrived_on": "2022-04-26", "proof": file},
    }

    if against:
        with pytest.raises(ActRefusedError, match=against):
            desk.do("one", "serve", "2022-04-26T16:00", service)
    else:
        desk.do("one", "serve", "2022-04-26T16:00", service)
    assert desk.case.acts.filter(action="serve").exists() != bool(against)


@pytest.mark.parametrize(
    ("file", "asks"),
    [
        ("当事人身份证复印件", True),
        ("营业执照", True),
        ("询问笔录", True),
        ("询问笔录（签字原件）", True),
        ("现场检查（签字原件）", True),
        ("现场笔录及照片", True),
        ("行政处罚告知书（签字原件）", True),
        ("送达回证", False),
        ("行政处罚决定书（当事人签收）", False),
        ("作出行政处罚决定（签字原件）", False),
        ("营业执照登记地址的邮寄回执", False),
        ("照片", False),
    ],
)
def test_a_file_that_by_its_name_shows_another_thing_is_asked_about_as_proof_of_a_service(
    desk: Desk, file: str, asks: bool
) -> None:
    decided(desk)
    taken_in(desk, "2022-05-12", title=file, taken_on="2022-05-12")

    attempt(desk, "2022-05-12", "personal", arrived_on="2022-05-12", proof=file)

    served = Act.objects.filter(action="serve").latest("pk")
    question = f"“{file}”看来不是送达《行政处罚决定书》的凭证"
    assert any(question in warning for warning in served.warnings) is asks


def test_a_head_of_another_name_than_the_register_has_is_asked_about(desk: Desk) -> None:
    desk.party.kind, desk.party.legal_representative = "enterprise", "王小明"
    desk.party.save()
    decided(desk)

    head = {"relation": "法定代表人或者主要负责人"}
    attempt(desk, "2022-05-12", "personal", arrived_on="2022-05-12", receiver="张三", **head)

    assert desk.case is not None
    served = desk.case.acts.filter(action="serve").latest("seq")
    assert any("签收的是张三，登记的法定代表人（负责人）是王小明" in warning for warning in served.warnings)


def headed_by(desk: Desk, kind: str, name: str) -> None:
    desk.party.kind, desk.party.legal_representative = kind, name
    desk.party.save()
    decided(desk)


def test_the_operator_of_an_individual_business_signs_as_the_party_itself(desk: Desk) -> None:
    headed_by(desk, "sole_trader", "李 大方")

    attempt(desk, "2022-05-12", "personal", arrived_on="2022-05-12", receiver="李大方")

    assert desk.case is not None
    served = desk.case.acts.filter(action="serve").latest("seq")
    assert (served.payload["receiver"], served.payload["effective_on"]) == ("李大方", "2022-05-12")


def test_the_head_of_a_company_who_signs_by_his_own_name_is_told_to_say_that_he_is_its_head(
    desk: Desk,
) -> None:
    headed_by(desk, "enterprise", "李大方")

    with pytest.raises(ActRefusedError) as refused:
        attempt(desk, "2022-05-12", "personal", arrived_on="2022-05-12", receiver="李大方")

    (ground,) = refused.value.grounds
    assert ground.remedy == (
        "李大方是登记的法定代表人（负责人）：“签收人与受送达人的关系”改选“法定代表人或者主要负责人”"
    )


def test_each_thing_a_service_lacks_has_its_own_way_out(desk: Desk) -> None:
    headed_by(desk, "enterprise", "李大方")

    with pytest.raises(ActRefusedError) as refused:
        attempt(desk, "2022-05-12", "left", arrived_on="2022-05-12", receiver="")

    assert {ground.remedy for ground in refused.value.grounds} == {
        delivery.WAYS["refused"],
        delivery.WAYS["witnessed"],
    }


FAMILY = {"receiver": "王某", "relation": "同住成年家属"}


def test_nobody_signs_for_a_company_as_its_family(desk: Desk) -> None:
    desk.party.kind = "enterprise"
    desk.party.save()
    decided(desk)

    with pytest.raises(
        ActRefusedError, match=r"法人或者其他组织.*法定代表人或者主要负责人、负责收件的人"
    ) as refused:
        attempt(desk, "2022-05-12", "personal", arrived_on="2022-05-12", **FAMILY)

    assert [(g.code, g.cites) for g in refused.value.grounds] == [
        ("signed_by_none_of_theirs", ("程序规定 82", "民事诉讼法 88"))
    ]
    head = {"receiver": "王某", "relation": "法定代表人或者主要负责人"}
    attempt(desk, "2022-05-12", "personal", arrived_on="2022-05-12", **head)
    assert len(told(desk.child("performance"))) == 1


@pytest.mark.parametrize("number", ["x", "1234567", "00000000", "挂号信一封已经寄出去"])
def test_what_is_no_number_of_a_letter_is_asked_for_once_more(desk: Desk, number: str) -> None:
    decided(desk)

    with pytest.raises(ActRefusedError, match="应至少有8个字母或者数字，不全是同一个") as refused:
        attempt(desk, "2022-05-12", "post", arrived_on="2022-05-12", mail_number=number)

    (ground,) = refused.value.grounds
    assert (ground.form, ground.cites) == (True, ())
    assert "照挂号信、快递单上的号码填写" in ground.remedy


def test_a_letter_that_was_posted_and_received_on_one_day_is_asked_about_and_found(desk: Desk) -> None:
    decided(desk)
    assert desk.case is not None
    row = desk.case.documents.get(template="penalty_decision")
    letter = {"document": f"penalty_decision/{row.seq}", "party": f"party:{desk.party.pk}", "manner": "post"}
    letter |= {"sent_on": "2022-05-12", "mail_number": "XA12345678913"}

    desk.do("one", "serve", "2022-05-12", {**letter, "arrived_on": "2022-05-12"})

    warning, *_ = Act.objects.filter(action="serve").latest("pk").warnings
    assert "同为2022-05-12" in warning
    assert "程序规定 82" in warning
    messages = [f.message for f in checking.check(desk.bureau, again=True) if f.rule == "service_unproved"]
    assert [("同为2022-05-12" in message) for message in messages] == [True]


def test_a_history_in_which_a_service_was_borne_out_by_anything_is_found(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.party.kind = "enterprise"
    desk.party.save()
    decided(desk)
    taken_in(desk, "2022-03-15")
    with monkeypatch.context() as as_it_once_was:
        as_it_once_was.setattr(borne_out, "grounds", lambda *_: [])
        attempt(desk, "2022-05-12", "personal", arrived_on="2022-05-12", proof="送达回证")
        again = {"repeated_because": "补给"}
        attempt(desk, "2022-05-13", "personal", arrived_on="2022-05-13", **FAMILY, **again)
        attempt(desk, "2022-05-14", "post", arrived_on="2022-05-14", mail_number="x", **again)

    unproved = [f for f in checking.check(desk.bureau, again=True) if f.rule == "service_unproved"]

    assert {f.severity for f in unproved} == {"possible"}
    for words in ("取得于2022-03-15，早于文书制发之日", "“同住成年家属”不能代其签收", "“邮件号码”为“x”"):
        assert [f for f in unproved if words in f.message], words


def test_a_history_in_which_nobody_signed_is_found(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    decided(desk)
    with monkeypatch.context() as as_it_once_was:
        as_it_once_was.setattr(delivery, "lacks", lambda *_, **__: [])
        attempt(desk, "2022-05-12", "personal", arrived_on="2022-05-12")
        attempt(desk, "2022-05-13", "transferred", arrived_on="2022-05-13", repeated_because="补给")

    unproved = [f for f in checking.check(desk.bureau, again=True) if f.rule == "service_unproved"]

    assert {f.severity for f in unproved} == {"possible"}
    assert [("签收人的登记" in f.message, "代为送达的单位" in f.message) for f in unproved] == [
        (True, False),
        (False, True),
        (True, False),
    ]
    assert all(f.cites == ("程序规定 82",) for f in unproved)


def test_a_paper_is_served_twice_only_with_the_reason_and_no_term_moves(desk: Desk) -> None:
    decided(desk)
    attempt(desk, "2022-05-11", "post", failure="查无此人，退回")
    attempt(desk, "2022-05-12", "personal", arrived_on="2022-05-12", receiver=desk.party.name)
    payment = Clock.objects.get(case=desk.child("performance"), clock="payment")

    with pytest.raises(ActRefusedError, match="已于2022-05-12送达清河百货店") as refused:
        attempt(desk, "2022-05-12", "post", arrived_on="2022-05-12", mail_number="XA12345678913")
    again = {"arrived_on": "2022-05-13", "mail_number": "XA12345678913"}
    attempt(desk, "2022-05-13", "post", **again, repeated_because="当事人遗失，请求补给")

    assert [(g.code, g.cites) for g in refused.value.grounds] == [("served_already", ("程序规定 82",))]
    again = Clock.objects.get(case=desk.child("performance"), clock="payment")
    assert (again.started_on, again.due_on) == (payment.started_on, payment.due_on)
    assert Act.objects.filter(action="serve", payload__repeated_because="当事人遗失，请求补给").count() == 1


def test_what_was_told_agrees_with_the_register_and_what_was_not_is_named(desk: Desk) -> None:
    decided(desk)
    desk.serve("penalty_decision", "2022-05-12")
    sequencing.sequence()
    assert [problem.code for problem in verification.verify()] == []


def test_a_service_that_was_not_told_is_named(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    decided(desk)
    monkeypatch.setattr(telling, "resting_on", lambda *given: [])
    desk.serve("penalty_decision", "2022-05-12")
    sequencing.sequence()

    assert {problem.code for problem in verification.verify()} == {"service_untold"}


def test_a_service_that_nobody_made_is_named(desk: Desk) -> None:
    decided(desk)
    child = desk.child("performance")
    assert desk.case is not None
    made_up = {
        "case": desk.case.number,
        "document": "penalty_decision/9",
        "template": "penalty_decision",
        "number": "",
        "party": f"party:{desk.party.pk}",
        "manner": "personal",
        "effective_on": "2022-05-10",
        "service": 99,
    }
    draft = recording.system_draft(
        "served_elsewhere", at("2022-05-12"), made_up, recording.following_id("made up")
    )
    recording.finish(
        child, recording.write(child, state_of(child), recording.claim(child, 1), draft)[1], at("2022-05-12")
    )
    sequencing.sequence()

    assert {problem.code for problem in verification.verify()} == {"service_unrecorded"}


@pytest.mark.parametrize("is_paid", [True, False], ids=["all it demands came in", "nothing came in"])
def test_a_letter_that_was_obeyed_before_its_service_is_asked_about(desk: Desk, is_paid: bool) -> None:
    decided(desk)
    child = desk.child("performance")
    desk.serve("penalty_decision", "2022-05-12")
    desk.do("one", "confirm_service", "2022-05-12", case=child)
    for who in ("one", "head"):
        desk.do(who, "dun", "2022-06-20", {"obligation": "缴纳罚款"} if who == "one" else {}, case=child)
    if is_paid:
        fine = Performance.objects.get(case=child).fine
        payment = {"paid_on": "2022-06-21", "amount": fine, "payment_kind": "fine", "collected_by": "bank"}
        desk.do("one", "pay", "2022-06-21", {"payments": [{**payment, "receipt": "1"}]}, case=child)
        kept = {"taken_on": "2022-06-21", "kept_at": "仓库", "keeper": "李某"}
        goods = {"item": "某品牌纯牛奶", "quantity": "10", "unit_of_item": "盒", **kept}
        desk.do("one", "take_in_goods", "2022-06-21", {"goods": [goods]}, case=child)

    desk.serve("dunning_letter", "2022-06-22", case=child)

    served = child.acts.filter(action="serve").latest("seq")
    assert any("没有需要送达的内容" in warning for warning in served.warnings) is is_paid


LEFT = {"refusal": "不认可处罚"}


@pytest.mark.parametrize(
    ("manner", "said", "code", "words"),
    [
        ("left", {**LEFT, "witness": "one某"}, "served_by_the_same", "“见证人”应是送达人、办案人员以外的人"),
        ("left", {**LEFT, "witness": "王五、two 某"}, "served_by_the_same", "two某"),
        ("left", {**LEFT, "witness": "清河百货店"}, "party_as_witness", "受送达人自己"),
        ("left", {**LEFT, "witness": "没有见证人"}, "names_nobody", "填写的是“没有见证人”"),
        ("left", {**LEFT, "witness": "无。", "filmed": True}, "names_nobody", "填写的是“无。”"),
        ("left", {**LEFT, "witness": "居委会王某", "through": "本局"}, "entrusted_to_itself", "是本机关"),
        (
            "entrusted",
            {"through": "清河区市场监督管理局", "receiver": "清河百货店"},
            "entrusted_to_itself",
            "“清河区市场监督管理局”是本机关",
        ),
        ("entrusted", {"through": "无", "receiver": "清河百货店"}, "names_nobody", "“代为送达的单位”"),
        ("personal", {"receiver": "无", "relation": "代理人"}, "names_nobody", "“签收人”"),
        ("personal", {"receiver": "one某", "relation": "同住成年家属"}, "served_by_the_same", "不能签收"),
        (
            "post",
            {"receiver": "two某", "relation": "代理人", "mail_number": "XA12345678913"},
            "served_by_the_same",
            "two某",
        ),
    ],
)
def test_who_serves_the_party_itself_and_nobody_neither_receive_nor_witness(
    desk: Desk, manner: str, said: dict[str, object], code: str, words: str
) -> None:
    decided(desk)

    with pytest.raises(ActRefusedError, match=words) as refused:
        attempt(desk, "2022-05-12", manner, arrived_on="2022-05-12", **said)

    assert [ground.code for ground in refused.value.grounds] == [code]
    assert all(ground.remedy for ground in refused.value.grounds)
    assert told(desk.child("performance")) == []


@pytest.mark.parametrize(
    ("manner", "said", "question"),
    [
        ("left", {**LEFT, "witness": "examiner某"}, "与本机关的一名工作人员同名"),
        ("left", {"refusal": "家中无人", "witness": "居委会王某"}, "没有写谁拒绝签收"),
        ("left", {**LEFT, "filmed": True, "address": "马路边"}, "不是登记的住所（清河路1号）"),
        ("left", {**LEFT, "filmed": True}, "“送达地点”空着"),
        ("left", {**LEFT, "filmed": True, "address": "清河路1号"}, "案卷里没有送出以后收入的材料"),
        ("personal", {"receiver": "李四", "relation": "代理人"}, "没有写明其身份的材料"),
        ("personal", {"receiver": "李四", "relation": "指定的代收人"}, "没有写明其身份的材料"),
    ],
)
def test_what_may_be_otherwise_of_who_received_and_where_is_asked_about(
    desk: Desk, manner: str, said: dict[str, object], question: str
) -> None:
    decided(desk)

    attempt(desk, "2022-05-12", manner, arrived_on="2022-05-12", **said)

    assert any(question in warning for warning in Act.objects.filter(action="serve").latest("pk").warnings)


@pytest.mark.parametrize(
    ("manner", "said"),
    [
        ("left", {"refusal": "本人不在家，其妻拒绝签收", "witness": "居委会 王五"}),
        ("left", {**LEFT, "filmed": True, "address": "清河区清河路1号", "proof": "留置照片"}),
        ("personal", {"receiver": "李四", "relation": "代理人"}),
    ],
)
def test_a_service_that_is_borne_out_is_asked_about_nothing(
    desk: Desk, manner: str, said: dict[str, object]
) -> None:
    decided(desk)
    taken_in(desk, "2022-05-12", title="授权委托书")
    taken_in(desk, "2022-05-12", title="留置照片")

    attempt(desk, "2022-05-12", manner, arrived_on="2022-05-12", **said)

    warnings = Act.objects.filter(action="serve").latest("pk").warnings
    assert not [text for text in warnings if "补录" not in text and "逾期" not in text]


def test_an_attempt_that_failed_may_say_that_nobody_saw_it(desk: Desk) -> None:
    decided(desk)

    attempt(desk, "2022-05-12", "personal", failure="家中无人", witness="无")

    assert Act.objects.filter(action="serve").latest("pk").payload["witness"] == "无"
