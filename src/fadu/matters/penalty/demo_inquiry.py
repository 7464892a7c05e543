# SPDX-License-Identifier: MulanPSL-2.0
"""How the demo bureau inquires, and files what it found: the scene, the questions, samples, the address for service, the dossier."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from fadu.kernel import clock
from fadu.kernel.identifiers import resident_id

if TYPE_CHECKING:
    from fadu.people.models import Party
    from fadu.scene.stage import Life, Scene

PLACE = "当事人经营场所"


def inquired(scene: Scene, case: Any, one: Any, lead: dict[str, Any]) -> None:
    """The first visit: the scene is recorded, the person in charge is questioned, samples are taken where a sample gave the lead."""
    party: Party = case.parties.get().party
    began = clock.now() - timedelta(minutes=100)
    visit = {"place": PLACE, "witness": "社区网格员"}
    scene_words = {
        "presence": "当事人的负责人在场，已出示执法证件并说明来意。",
        "scene": f"经现场检查：{lead['suspected_violation']}。执法人员对现场和有关物品拍照，并清点登记。",
        "party_statement": "当事人对现场检查情况没有异议。",
        "subject_paper": "营业执照",
    }
    scene.act(case, "inspect", one, {**visit, **scene_words, **_span(began, 40)})
    if lead["source"] == "sampling":
        sample = {
            "sample_name": "在售样品",
            "sample_batch": "散装，同一批次",
            "sample_base": "二十件",
            "sample_quantity": "四件（备样二件）",
            "sample_sealing": "现场封样，常温避光保存",
            "sample_basis": "抽样检验管理的有关规定",
            "sample_method": "从同一批次在售样品中随机抽取",
            "place": PLACE,
            "presence": "当事人的负责人在场",
        }
        scene.act(case, "take_sample", one, {**sample, "witness": visit["witness"]})
    questions = {
        "interviewee": party.legal_representative or party.name,
        "interviewee_sex": "男",
        "interviewee_post": "本单位负责人",
        "interviewee_address": "本区",
        "interviewee_id": _id_number(scene.bureau.region_code, case.pk),
        "interviewee_phone": f"139{case.pk % 10**8:08d}",
        "recorder_name": one.name,
        "questions_answers": f"问：请说明{lead['suspected_violation']}的经过。\n答：情况属实，愿意配合调查并改正。",
    }
    scene.act(
        case, "question", one, {"place": PLACE, **questions, **_span(began + timedelta(minutes=50), 40)}
    )
    address = {"delivery_address": "与当事人登记的住所一致", "electronic_consent": False}
    scene.act(case, "confirm_address", one, address, party=party)


def _id_number(region: str, place: int) -> str:
    """A number that no two cases share, of nobody: with the check digit it must have."""
    number = f"{region[:6]}{1960 + place % 40}0101{place % 1000:03d}"
    return number + resident_id.check_digit(number)


def _span(began: Any, minutes: int) -> dict[str, str]:
    return {
        "began_at": began.isoformat(timespec="minutes"),
        "ended_at": (began + timedelta(minutes=minutes)).isoformat(timespec="minutes"),
    }


def archived(scene: Scene, case: Any, one: Any) -> Life:
    """The dossier is bound: cover, catalogue, notes."""
    yield scene.later(10)
    number = case.number.rpartition("〕")[2].removesuffix("号")
    scene.act(
        case,
        "archive",
        one,
        {
            "archived_on": clock.today().isoformat(),
            "archive_number": f"Q01-{scene.year}-CJ-{int(number):04d}",
            # as many as are printed, give or take a page: to count them would make every paper of the year
            "pages": sum(each.documents.count() for each in (case, *case.children.all())) * 4 // 3 + 1,
            "retention": "长期",
            "archive_note": "本卷材料齐全，排列有序。",
        },
    )
