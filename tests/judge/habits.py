# SPDX-License-Identifier: MulanPSL-2.0
"""How people who know their work fill in a form: so that lives come far enough to be worth judging."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from fadu.law import library as law_library
from fadu.procedure.fields import choices_of
from fadu.procedure.testing import moment
from judge.days import months_after, rolled
from judge.proposing import propose

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from fadu.procedure.testing import CaseInMemory

    Habit = Callable[[CaseInMemory, str, dict[str, Any], date, Random], None]

MEMBERS = ("甲", "乙", "丙", "丁", "戊")


def penalty(case: CaseInMemory, act: str, said: dict[str, Any], day: date, chance: Random) -> None:
    """All conditions hold, sums belong to their kinds, the notice says what is decided."""
    _plain(case, act, said, day, chance)
    if act in {"record_ruling", "record_result"}:
        said["challenge_result"], said["annulled_for"] = (
            chance.choice(("annulled", "remade", "upheld")),
            "facts",
        )
        said["result_received_on"] = day.isoformat()
    if act == "extend_by_resolution":
        fixed = [c.fields.get("until") for c in case.state.children if c.topic == "extension" and c.outcome]
        said["until"] = fixed[-1] if fixed and fixed[-1] else said["until"]
    if act == "answer_defence" and chance.random() < 0.7:
        said["defence_adopted"] = "rejected"
    if act in {"conclude", "notify", "tell_again", "decide"}:
        propose(case, act, said, chance)


def _put_in_the_file(case: CaseInMemory, said: dict[str, Any], day: date) -> None:
    """The paper in which a right is waived lies in the file, mostly."""
    if "waiver_paper" in said and day.day % 8:
        said["waiver_paper"] = "放弃权利声明书"
        case.record("attach", moment(day, 8), {"title": "放弃权利声明书", "digest": "sm3:00"})


def _plain(case: CaseInMemory, act: str, said: dict[str, Any], day: date, chance: Random) -> None:
    """Days that have been, conditions that hold, opinions that agree."""
    if act == "register":
        said["received_on"] = (day - timedelta(days=chance.choice((0, 0, 1, 20)))).isoformat()
    if act == "file":
        said["violation_ended_on"] = (day - timedelta(days=chance.choice((30, 200, 1000)))).isoformat()
    if act in {"gather", "inspect", "question", "take_sample", "extract_electronic"}:
        said["rights_told_on"] = day.isoformat()
    if "waived_on" in said:
        said["waived_on"], said["waived_in_writing"] = day.isoformat(), chance.random() < 0.8
        _put_in_the_file(case, said, day)
    _named(act, said, day)
    if "filing_conditions" in said:
        said["filing_conditions"] = ["evidence", "punishable", "jurisdiction", "in_time"]
    if "disposition" in said:
        said["disposition"] = chance.choice(
            ("penalty",) * 6 + ("no_penalty", "dismissal", "transfer", "police")
        )
        if chance.random() < 0.7:
            said["review_grounds"] = []
    if "exam_opinion" in said and chance.random() < 0.8:
        said["exam_opinion"] = "agree"
    if "result" in said:
        said["result"] = chance.choice(
            ("penalised", "no_penalty", "dismissed", "transferred", "discontinued")
        )


def _named(act: str, said: dict[str, Any], day: date) -> None:
    """What a seizure is for and who approved it; the rule a ground points to."""
    if act == "settle_preservation":
        bases = ("unfair_competition/confusion", "food_safety/124-1-5", "own", "")
        said["seizure_basis"] = bases[day.day % len(bases)]
        said["superior_approval"] = "市局负责人书面批准" if day.month % 2 else ""
        said["approval_number"] = "江市监批〔2025〕8号" if day.day % 3 else ""
        said["approved_on"] = day.isoformat()
        said["seizure_number"] = f"清市监强〔2025〕{1 + day.day % 2}号" if day.day % 5 else "无"
        said["seizure_article"] = "某条例第二十条" if day.day % 2 else ""
        said["seizure_term_article"] = ""
        said["seized_on"] = day.isoformat()
        said["seizure_until"] = (day + timedelta(days=30 if day.day % 4 else 45)).isoformat()
    if act == "record_seizure_outcome":
        said["seizure_outcome_on"] = day.isoformat()
        said["seizure_outcome_number"] = "清市监解强〔2025〕1号" if day.day % 6 else "无"
        said["seizure_of"] = "清市监强〔2025〕1号" if day.day % 3 else ""
        said["seizure_outcome_article"] = "某条例第三十条" if day.day % 2 else ""
        said["seizure_part"] = "部分物品" if day.day % 4 else ""
    if "ground_article" in said:
        said["ground_article"] = "《某条例》第十条" if day.day % 5 else ""


def committee_item(case: CaseInMemory, act: str, said: dict[str, Any], day: date, chance: Random) -> None:
    """Five should come, three must, whoever has come votes."""
    if act in {"propose", "convene"}:
        said["subject"] = chance.choice(("某案",) * 6 + ("",))
    for row in said.get("written_opinions", ()):
        row["member"] = chance.choice(MEMBERS)
    if act in {"adopt", "adopt_changed", "reject"}:
        said["counted_on"], said["rules_used"] = chance.choice(("due", "present")), "本局议事规则第六条"
    if act == "convene":
        said["entitled"], said["quorum"] = 5, 3
    if "meeting_on" in said:
        said["meeting_on"] = (day + timedelta(days=chance.choice((0, 0, 0, 3)))).isoformat()
    if "attendance" in said:
        said["attendance"] = [
            {"member": name, "post": "", "status": chance.choice(("present",) * 4 + ("recused", "absent"))}
            for name in MEMBERS
        ]
    if "votes" in said:
        voted = {row["member"] for row in case.state.lists.get("votes", ())}
        names = [name for name in MEMBERS if name not in voted] or MEMBERS
        said["votes"] = [
            {"member": name, "vote": chance.choice(("for", "for", "for", "against")), "opinion": "同意"}
            for name in names[: chance.choice((1, 3, 5))]
        ]


def hearing(case: CaseInMemory, act: str, said: dict[str, Any], day: date, chance: Random) -> None:
    """Appointed far enough ahead, in public."""
    if "hearing_at" in said:
        said["hearing_at"] = f"{day + timedelta(days=chance.choice((12, 15, 20)))}T09:00"
        said["public"] = chance.random() < 0.7
    if "told_on" in said or "announced_on" in said:
        said.update({key: day.isoformat() for key in ("told_on", "announced_on") if key in said})
    if "agent_count" in said:
        said["agent_count"] = chance.choice((1, 2))
    if "ended_at" in said:
        said["ended_at"] = f"{day}T10:00"


def performance(case: CaseInMemory, act: str, said: dict[str, Any], day: date, chance: Random) -> None:
    """What is paid is what is owed; a surcharge is reckoned from the day after payment was due."""
    fields = case.state.fields
    if act == "begin":
        said.update(fine=chance.choice((5_000_00, 50_000_00)), additional_fine_told=chance.random() < 0.8)
        said.pop("party_penalties", None)
        base = chance.choice(("advertising/57-1", "consumers/56", "price/42", "metrology/46"))
        said["bases"] = [{"base": base, "party": "party:1"}]
        said["goods_list"] = [
            {"party": "party:1", "name": name, "model": "", "unit": "", "quantity": "2"}
            for name in ("酒", "标识")[: chance.choice((0, 1, 2))]
        ]
    for row in said.get("payments", ()):
        sort = chance.choice(("fine", "fine", "gains"))
        owed = int(fields.get({"fine": "fine", "gains": "confiscated_gains"}[sort]) or 0)
        paid = sum(p["amount"] for p in case.state.lists.get("payments", ()) if p.get("payment_kind") == sort)
        row.update(
            payment_kind=sort,
            amount=max(owed - paid, 0) if chance.random() < 0.7 else owed // 2,
            paid_on=day.isoformat(),
            collected_by=chance.choice(("bank",) * 8 + ("on_the_spot",)),
            receipt=f"票据{len(case.state.lists.get('payments', ())) + 1}号",
            remote_reason="",
            overpaid="",
        )
    if "payments" in said:
        said["payments"] = said["payments"][:1]
    for row in said.get("repayments", ()):
        paid = {r["payment_kind"]: r["amount"] for r in case.state.lists.get("payments", ())}
        sort = chance.choice([*paid, "fine"])
        row.update(payment_kind=sort, amount=paid.get(sort, 0), repaid_on=day.isoformat())
    if "repayments" in said:
        said["repayments"] = said["repayments"][:1]
    _things(case, act, said, day, chance)
    if act == "record_challenge_result":
        said["challenge_result"], said["annulled_for"] = (
            chance.choice(("upheld", "annulled", "remade")),
            "facts",
        )
    if act == "grant_deferral":
        _put_off(case, said, day, chance)
    if act == "impose_additional_fine":
        since = day - timedelta(days=chance.choice((1, 3, 10)))
        fine = int(fields.get("fine") or 0)
        said.update(
            additional_from=since.isoformat(),
            additional_to=day.isoformat(),
            additional_fine=min(fine * 3 * ((day - since).days + 1) // 100, fine),
        )
    if act == "record_remedies_ended":
        served_on = [e.payload["effective_on"] for e in case.state.entries if e.action == "served_elsewhere"]
        served = date.fromisoformat(max(served_on, default=day.isoformat()))
        base = fields["bases"][0]["base"].split("/")[0] if fields.get("bases") else ""
        is_short = base in ("price", "metrology")
        last = served + timedelta(days=60) if is_short else months_after(served, 6)
        said["remedies_ended_on"] = rolled(last).isoformat()


def _things(case: CaseInMemory, act: str, said: dict[str, Any], day: date, chance: Random) -> None:
    """What is disposed of is mostly what is in store; what is remitted mostly what it brought in."""
    lists, rows = case.state.lists, said.get("disposals", said.get("goods"))
    for row in rows or ():
        row.update(item=chance.choice(("酒", "酒", "标识")), quantity=chance.choice(("1", "1", "2")))
        row.update({"unit_of_item": "", "keeper": chance.choice(("甲", "乙"))} if "keeper" in row else {})
        row.update({key: day.isoformat() for key in ("taken_on", "disposed_on") if key in row})
    for row in said.get("disposals", ()):
        row["goods_disposal"] = chance.choice(("auctioned", "destroyed", "returned"))
        row["disposal_ground"] = chance.choice(("商标法第六十条", "依法", ""))
        row["proceeds"] = 1_000_00 if row["goods_disposal"] == "auctioned" else 0
    if "goods_supervisor" in said:
        said["goods_supervisor"] = chance.choice(("甲", "丙", "丙"))
    if act == "return_goods" and chance.random() < 0.8:
        for row in said["disposals"]:
            row["goods_disposal"] = "returned"
    for row in said.get("remittances", ()):
        sold = sum(int(one.get("proceeds") or 0) for one in lists.get("disposals", ()))
        row.update(amount=chance.choice((sold, 500_00)), remitted_on=day.isoformat())
    if "remittances" in said:
        said["remittances"] = said["remittances"][:1]


def _put_off(case: CaseInMemory, said: dict[str, Any], day: date, chance: Random) -> None:
    fields = case.state.fields
    rows = case.state.lists.get("payments", ())
    owed = int(fields.get("fine") or 0) - sum(r["amount"] for r in rows if r.get("payment_kind") == "fine")
    said["until"] = (day + timedelta(days=60)).isoformat()
    if said.get("deferral_kind") == "instalments":
        half = owed // 2
        said["instalments"] = [
            {"due_on": (day + timedelta(days=30)).isoformat(), "amount": half},
            {"due_on": said["until"], "amount": owed - half},
        ]
    else:
        said.pop("instalments", None)


def _result(said: dict[str, Any], day: date, chance: Random) -> None:
    """What others found of a decision, mostly with its ground; on that day or a few before."""
    said["challenge_result"] = chance.choice(("upheld", "annulled", "remade", "accept", "invalid"))
    said["annulled_for"] = chance.choice(("facts", "facts", "procedure"))
    said["result_received_on"] = (day - timedelta(days=chance.choice((0, 0, 3)))).isoformat()
    if chance.random() < 0.5:
        said.pop("remake_by", None)


def licence(case: CaseInMemory, act: str, said: dict[str, Any], day: date, chance: Random) -> None:
    """Hearings are appointed ahead and held on their day."""
    if "hearing_at" in said:
        said["hearing_at"] = f"{day + timedelta(days=chance.choice((12, 15)))}T09:00"
        handlers = [actor.name for actor in case.people.get("handler", ())]
        said["hearing_host"] = chance.choice(("主持人", "主持人", *handlers))
    if act == "receive" and said.get("application_kind") == "renewal":
        said["expires_on"] = (day + timedelta(days=chance.choice((10, 40)))).isoformat()
    taken = {
        "propose_revocation": "revocation",
        "revoke": "revocation",
        "propose_recall": "recall",
        "recall": "recall",
    }
    if act in taken:  # mostly the same each time
        facts, ground = f"{taken[act]}_facts", f"{taken[act]}_ground"
        said[ground] = case.state.fields.get(ground) or said[ground]
        said[facts] = chance.choice(("所告知的事实",) * 9 + ("另一事实",))
    if act == "recall":
        said["recall_announced_by"] = "国家市场监督管理总局公告"
    if act in {"grant", "grant_on_spot"} and "valid_from" in said:
        ends = case.state.fields.get("expires_on")
        known = date.fromisoformat(ends) if ends and chance.random() < 0.8 else day
        later = 1 if ends or chance.random() < 0.1 else 0
        said["valid_from"] = (known + timedelta(days=later)).isoformat()
    if act == "record_challenge_result":
        _result(said, day, chance)
    if act == "ask_correction":
        said["correction_by"] = (day + timedelta(days=chance.choice((5, 15)))).isoformat()


#: what a reply says that is sent for review
STATED = {
    "refuse": ("refusal_ground", "refusal_reason"),
    "terminate": ("termination_ground", "termination_reason"),
}


def _for_review(case: CaseInMemory, said: dict[str, Any], day: date, chance: Random) -> None:
    """A reply of the stage, mostly with the ground and the reasons that it says."""
    kinds = {"passing": ("transfer",), "mediation": ("terminate", "terminate", "invite")}
    said["reply_kind"] = chance.choice(kinds.get(case.state.stage, ("refuse", "accept")))
    for key in STATED.get(said["reply_kind"], ()):
        field = case.procedure.fields[key]
        known = list(choices_of(field, law_library(), day)) or [field.title]
        if chance.random() < 0.9:
            said.setdefault(key, case.state.fields.get(key) or chance.choice(known))


def complaint(case: CaseInMemory, act: str, said: dict[str, Any], day: date, chance: Random) -> None:
    """Both agree; a dispute about competence is settled for us."""
    if "both_consent" in said:
        said["both_consent"] = chance.random() < 0.8
    if "dispute_result" in said:
        said["dispute_result"] = chance.choice(("ours", "ours", "theirs"))
    if "received_on" in said:
        said["received_on"] = day.isoformat()
    if act == "ask_reply_review":
        _for_review(case, said, day, chance)
    for key in ("joint_consent", "entrust_agreed", "elected_in_writing", "represented_consent"):
        if key in said:
            said[key] = chance.random() < 0.8
    if act == "elect_representatives":
        said["representative"], said["second_representative"] = "party:1", "party:2"
    if act == "record_challenge_result":
        _result(said, day, chance)
    if act == "refuse":
        said["knew_on"] = (day - timedelta(days=chance.choice((1, 1500)))).isoformat()


def tip_off(case: CaseInMemory, act: str, said: dict[str, Any], day: date, chance: Random) -> None:
    """Mostly plain tip-offs, half of them under a real name."""
    if act == "register":
        said["received_on"] = day.isoformat()
        said["special_kind"] = chance.choice(
            ("general", "general", "fair_competition", "advertising", "food")
        )
        said["real_name"] = chance.random() < 0.6
        for key in ("informant_name", "informant_phone", "informant_id", "informant_address"):
            said.pop(key, None)
        if said["real_name"]:
            said["informant_name"], said["informant_phone"] = "某甲", "13900000000"
            if chance.random() < 0.05:
                said["allegation"] = "某甲所述的线索"
    if "dispute_result" in said:
        said["dispute_result"] = chance.choice(("ours", "ours", "theirs"))
    if "result_text" in said and act != "ask_reply_review" and chance.random() < 0.8:
        said["result_text"] = case.state.fields.get("reply_text") or said["result_text"]
    if act == "ask_reply_review":
        kinds = {"telling": ("tell",), "verification": ("tell_elsewhere", "ask_supplement")}
        said["reply_kind"] = chance.choice(kinds.get(case.state.stage, ("tell_transfer", "tell_result")))


HABITS: dict[str, Habit] = {
    "penalty": penalty,
    "committee_item": committee_item,
    "hearing": hearing,
    "performance": performance,
    "licence": licence,
    "complaint": complaint,
    "tip_off": tip_off,
}

#: the straight way through a kind: acts in the order in which people who know their work do them
WAYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "penalty": (
        (
            "gather",
            "file",
            "gather",
            "conclude",
            "examine",
            "notify",
            "submit",
            "decide",
            "finish_performance",
            "close",
        ),
        (
            "gather",
            "file",
            "gather",
            "conclude",
            "ask_legal_review",
            "notify",
            "submit",
            "ask_collective_discussion",
            "decide",
        ),
        (
            *(
                "gather",
                "file",
                "gather",
                "conclude",
                "examine",
                "notify",
                "request_hearing",
                "ask_legal_review",
            ),
            *("submit", "ask_collective_discussion", "decide"),
        ),
        (
            "gather",
            "file",
            "gather",
            "conclude",
            "examine",
            "notify",
            "plead",
            "answer_defence",
            "tell_again",
            "submit",
            "decide",
        ),
        (
            "gather",
            "file",
            "gather",
            "conclude",
            "examine",
            "submit_without_notice",
            "decide_no_penalty",
            "dismiss",
            "close",
        ),
        (
            "gather",
            "report_crime",
            "send_to_police",
            "deliver_to_police",
            "police_refuse",
            "ask_police_review",
            "police_uphold",
        ),
        (
            *("gather", "file", "report_crime", "transfer_to_police", "deliver_to_police", "police_accept"),
            *("hand_over_goods", "close", "archive"),
        ),
        ("preserve_at_once", "decline"),
        ("report_crime", "decline"),
        ("report_crime", "pass_on"),
        ("preserve", "pass_on"),
        ("report_crime", "merge"),
        ("report_crime", "send_to_police", "deliver_to_police", "decline", "merge", "pass_on"),
        ("gather", "file", "preserve", "discontinue", "close"),
        ("gather", "file", "report_crime", "transfer_case"),
        (
            "gather",
            "file",
            "gather",
            "conclude",
            "examine",
            "notify",
            "waive_defence",
            "waive_hearing",
            "submit",
            "decide",
        ),
        ("gather", "file", "gather", "conclude", "examine", "submit_without_notice", "dismiss", "close"),
        ("gather", "file", "gather", "conclude", "examine", "notify", "submit", "decide"),
        ("gather", "file", "gather", "conclude", "examine", "notify", "submit", "report_crime", "decide"),
        (
            *(
                "gather",
                "file",
                "gather",
                "conclude",
                "examine",
                "notify",
                "submit",
                "decide",
                "record_ruling",
            ),
            *(
                "begin_anew",
                "conclude",
                "examine",
                "notify",
                "submit",
                "decide",
                "finish_performance",
                "close",
            ),
        ),
        (
            *(
                "gather",
                "file",
                "gather",
                "conclude",
                "examine",
                "notify",
                "submit",
                "decide",
                "record_ruling",
            ),
            *("end_for_fall", "withdraw_publication", "close"),
        ),
        (
            *(
                "gather",
                "file",
                "gather",
                "conclude",
                "examine",
                "submit_without_notice",
                "decide_no_penalty",
            ),
            *("record_result", "begin_anew", "conclude", "examine", "submit_without_notice"),
            *("decide_no_penalty", "dismiss", "withdraw_end", "close"),
        ),
        ("decline", "record_result", "verify_anew", "decline", "withdraw_non_filing", "file"),
        ("gather", "file", "extend", "ask_extension_discussion", "extend_by_resolution", "conclude"),
        (
            "gather",
            "file",
            "gather",
            "conclude",
            "examine",
            "notify",
            "submit",
            "decide",
            "withdraw_unperformed",
            "withdraw_publication",
        ),
    ),
    "hearing": (
        ("designate_host", "hand_over", "schedule", "tell_handlers", "announce_hearing", "hold", "report"),
        ("designate_host", "hand_over", "schedule", "tell_handlers", "announce_hearing", "record_absence"),
    ),
    "performance": (
        (
            "confirm_service",
            "record_remedies_ended",
            "dun",
            "apply_to_court",
            "court_accepts",
            "record_enforced",
        ),
        ("confirm_service", "pay", "record_challenge", "record_challenge_result", "repay", "end_fallen"),
        ("confirm_service", "ask_deferral", "grant_deferral", "pay", "settle"),
        (
            "confirm_service",
            "record_remedies_ended",
            "dun",
            "answer_dunning",
            "review_dunning_defence",
            "apply_to_court",
        ),
    ),
    "complaint": (
        ("accept", "tell_acceptance", "invite", "mediate", "agree", "record_performance", "call_back"),
        ("accept", "tell_acceptance", "ask_reply_review", "terminate", "tell_termination"),
        ("ask_reply_review", "refuse"),
        ("ask_reply_review", "refuse", "record_challenge_result", "begin_anew", "refuse"),
        ("transfer", "ask_reply_review", "tell_transfer", "confirm_transfer"),
    ),
    "tip_off": (
        ("verify", "file", "ask_reply_review", "tell", "ask_reply_review", "tell_result"),
        ("verify", "not_file", "close"),
        (
            "ask_reply_review",
            "ask_supplement",
            "receive_supplement",
            "verify",
            "conclude",
            "ask_reply_review",
            "tell",
        ),
        ("ask_reply_review", "ask_supplement", "not_verify"),
        ("transfer", "ask_reply_review", "tell_transfer"),
        ("ask_reply_review", "tell_elsewhere"),
    ),
    "licence": (
        (
            "accept",
            "tell_interested",
            "request_hearing",
            "notify_hearing",
            "hold_hearing",
            "grant",
            "deliver",
        ),
        ("accept", "inspect_site", "grant", "deliver", "find_revocable", "propose_revocation", "revoke"),
        ("accept", "grant", "deliver", "propose_recall", "recall"),
        ("ask_correction", "lapse"),
        ("accept", "refuse", "record_challenge_result", "begin_anew", "refuse"),
        ("refuse_acceptance", "record_challenge_result", "take_up_anew", "accept", "grant"),
    ),
}
