# SPDX-License-Identifier: MulanPSL-2.0
"""Each name of an address of the desk with its examples and who looks at them; those that are pressed or taken along are named as such."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.urls import get_resolver

from fadu.desk.pages.bureau import FORMS as BUREAU_FORMS
from fadu.people.correcting import CORRECTABLE

if TYPE_CHECKING:
    from tests.browser.served_rows import Served

#: who looks at pages, and why these: the menu and what a page offers follow from the post, and two of one post see the same
ACCOUNTS: Mapping[str, str] = {
    "juzhang": "主要负责人：签署、总览、述法报告、确认、联络员，本局全部案件",
    "zhifa": "执法人员：办案的全部表单、材料、共同办理，自己承办的案件",
    "dengji": "登记人员：登记新件，不承办案件",
    "fagui": "法制审核人员：审核、述法报告，不在总览",
    "jijian": "纪检人员：查阅全部案卷而不办理，确认，导出记录",
    "guanli": "系统管理员：本机关的全部页面，不办理案件",
    "duizhang": "办案机构负责人：本机构的总览、指派、交接、代理",
}

#: who looks at which share of the pages, so that two runs of tests share them
SHARES = (("", "zhifa", "duizhang", "juzhang"), ("dengji", "fagui", "guanli", "jijian"))

#: asked for by a press alone; what such a press shows is looked at as a state of the page that bears the button, or in its own tests
PRESSED: Mapping[str, str] = {
    "news_seen": "通知标为已读",
    "feed_change": "启用、更换、停用日历地址",
    "urge": "催办",
    "filters": "保存和删除筛选",
    "own_end": "结束一处登录",
    "sign_out": "退出",
    "party_opened": "当事人页面上打开号码",
    "parties": "案件页面上打开号码",
    "warn_opening": "填写时的提示（页面的一部分）",
    "papers_opening": "填写时的文书（页面的一部分）",
    "warn": "填写时的提示（页面的一部分）",
    "papers": "填写时的文书（页面的一部分）",
    "keep_draft": "暂存",
    "drop_draft": "放弃草稿",
    "form_open": "还有谁打开了这张表单（页面的一部分）",
    "stand_in_end": "结束代理",
    "stand_in_take_back": "收回代理的提请",
    "confirmation": "第二人确认或者不同意",
    "factor_reset": "提出停用他人的动态口令",
    "factor_reset_decision": "第二人确认停用动态口令",
    "background_retry": "重试后台事项",
    "settle": "第二人确认所选的几项",
    "blank_end": "交代一份空白文书",
}
#: taken along or put into another page: no page of the desk
TAKEN: Mapping[str, str] = {
    "export": "清单的工作簿",
    "export_party": "当事人案件的工作簿",
    "export_pressing": "超期清单的工作簿",
    "export_register": "人员、证件的工作簿",
    "export_figures": "数据的工作簿",
    "export_figure": "一项数据的工作簿",
    "feed": "日历",
    "proof_head": "账本首的文件",
    "staff_template": "人员导入的模板",
    "import_template": "案件导入的模板",
    "chart_style": "流程图的样式",
    "picture": "照片本身",
    "file": "材料本身",
    "document_whole": "存卷本",
    "whole_file_plain": "整卷的存卷本",
    "whole_file_pdf": "全卷的一份 PDF",
    "blanks_print": "空白文书的 PDF",
}
#: name, account, address of a form that is sent with nothing typed: what is wrong is told at its top and at its fields
SENT_EMPTY = (
    ("sign_in", "", "/sign-in/"),
    ("open", "dengji", "/open/complaint/"),
    ("open", "zhifa", "/open/penalty/"),
    ("password", "dengji", "/password/"),
    ("second_factor", "guanli", "/own/second-factor/"),
    ("pin", "zhifa", "/own/pin/"),
    ("bureau_add", "guanli", "/bureau/add/officer/"),
    ("bureau_add", "guanli", "/bureau/add/parameter/"),
    ("stand_in", "juzhang", "/stand-in/"),
)
#: account, address of what is not there, not for this account, or not to be opened
REFUSED = (("zhifa", "/case/999999/"), ("dengji", "/bureau/"), ("juzhang", "/news/seen/"))
#: pages that are papers: they bring their own style, are no page of the desk and are looked at by width and words
PAPERS = ("document", "whole_file")


def names() -> set[str]:
    """The name of each address of the desk, as Django resolves them."""
    _, resolver = get_resolver().namespace_dict["desk"]
    return {name for name in resolver.reverse_dict if isinstance(name, str)}


def examples(served: Served, own: int) -> dict[str, dict[str, list[str]]]:
    """Name of an address -> account -> addresses to look at. ``own``: a running penalty case of the handler, with a photograph."""
    old = served.fullest("penalty", "zhifa")
    tip_off, complaint = served.case("tip_off"), served.opened("complaint", "dengji")
    officer, handed = served.officer("zhifa"), served.busiest()
    party = served.party_of(old)
    case = f"/case/{old}/"
    acts = ("inspect", "gather", "question", "conclude", "decide", "serve", "note", "add_party", "close")
    signed = ("assign", "succeed", "release")
    return {
        # lists of work; each account comes to them by its menu, too
        "inbox": {"juzhang": ["/"]},
        "waiting": {"juzhang": ["/waiting/"]},
        "running": {"juzhang": ["/running/?kind=penalty"]},
        "done": {"juzhang": ["/done/"]},
        "closed": {"zhifa": ["/closed/?words=监"]},
        "signing": {"juzhang": ["/signing/"]},
        "news": {"juzhang": ["/news/"]},
        "telling": {"zhifa": ["/news/telling/"]},
        "overview": {"juzhang": ["/overview/"], "duizhang": ["/overview/"]},
        "search": {"juzhang": ["/search/?q=监"], "dengji": ["/search/?q=没有的词"]},
        # what checks found, what was refused
        "findings": {"fagui": ["/findings/"], "jijian": ["/findings/?shown=done"]},
        "finding": {"fagui": [f"/findings/{number}/" for number in served.findings()]},
        "refusals": {"fagui": ["/findings/refused/"]},
        "exports": {"jijian": ["/exports/"], "guanli": ["/exports/"]},
        # signing in, one's own account
        "sign_in": {"": ["/sign-in/"]},
        "password": {"dengji": ["/password/"]},
        "own": {"juzhang": ["/own/"]},
        "pin": {"zhifa": ["/own/pin/"]},
        "second_factor": {"guanli": ["/own/second-factor/"]},
        "terms": {"dengji": ["/help/terms/"]},
        "keys": {"dengji": ["/help/keys/"]},
        # who leads: an aide, whose cases are handed over, who stands in
        "aide": {"juzhang": ["/aide/"]},
        "hand_overs": {"duizhang": ["/hand-over/"]},
        "hand_over": {"juzhang": [f"/hand-over/{handed}/"]},
        "calendar": {"juzhang": ["/calendar/"], "zhifa": ["/calendar/?by=day"]},
        "blanks": {"zhifa": ["/blanks/"]},
        "stand_in": {"juzhang": ["/stand-in/"], "duizhang": ["/stand-in/"]},
        # a case and what is done in it: whoever handles it, whoever reads it alone
        "choose": {"juzhang": ["/open/"]},
        "open": {
            "dengji": ["/open/complaint/", "/open/licence/"],
            "zhifa": ["/open/penalty/", "/open/tip_off/"],
        },
        "case": {
            "zhifa": [f"/case/{own}/", case],
            "juzhang": [case, f"/case/{tip_off}/"],
            "fagui": [case],
            "jijian": [case, f"/case/{complaint}/"],
            "dengji": [f"/case/{complaint}/"],
        },
        "case_chart": {"zhifa": [f"/case/{own}/chart/"], "juzhang": [f"{case}chart/"]},
        "act": {
            "zhifa": [f"/case/{own}/do/{action}/" for action in acts],
            "duizhang": [f"/case/{own}/do/{action}/" for action in signed],
        },
        "asked_for": {"juzhang": [f"/case/{served.sealing()}/sealed/"]},
        "upload": {"zhifa": [f"/case/{own}/upload/"]},
        "signature": {"zhifa": [f"/case/{own}/signature/"]},
        "materials": {"zhifa": [f"/case/{own}/materials/"], "jijian": [f"{case}materials/"]},
        "particulars": {"zhifa": [f"/case/{own}/parties/{served.party_of(own)}/"]},
        "document": {"zhifa": [f"{case}document/{served.paper_of(old)}.html"]},
        "whole_file": {"zhifa": [f"{case}file-of/main/"]},
        "party": {"juzhang": [f"/party/{party}/"], "zhifa": [f"/party/{party}/"]},
        "together": {"zhifa": ["/together/"]},
        "wall_chart": {
            "zhifa": ["/chart/penalty/"],
            "dengji": ["/chart/complaint/?sheet=a4"],
            "fagui": ["/chart/licence/"],
        },
        # figures, report, proof
        "figures": {"juzhang": ["/figures/2022/"], "dengji": ["/figures/2022/"], "guanli": ["/figures/2022/"]},
        "figure": {
            "juzhang": ["/figures/2022/CMP-08/", "/figures/2022/PEN-01/"],
            "guanli": ["/figures/2022/PEN-01/"],
        },
        "report": {"juzhang": ["/report/2022/"], "jijian": ["/report/2022/"]},
        "report_records": {"juzhang": ["/report/2022/records/CMP-08/"]},
        "proof": {"jijian": ["/proof/"]},
        "confirmations": {"juzhang": ["/confirmations/"], "guanli": ["/confirmations/"], "jijian": ["/confirmations/"]},
        **_bureau(officer),
    }  # fmt: skip


def _bureau(officer: int) -> dict[str, dict[str, list[str]]]:
    """The pages on which the administrator keeps the bureau."""
    kept = {
        "bureau": ["/bureau/"],
        "bureau_add": [f"/bureau/add/{what}/" for what in BUREAU_FORMS],
        "appointment_end": ["/bureau/appointment/2/end/"],
        "departments": ["/bureau/departments/"],
        "department_rename": ["/bureau/departments/1/rename/"],
        "department_end": ["/bureau/departments/1/end/"],
        "staff": ["/bureau/people/"],
        "staff_sheet": ["/bureau/people/sheet/"],
        "officer": [f"/bureau/people/{officer}/"],
        "posts": ["/bureau/posts/"],
        "accounts": ["/bureau/accounts/"],
        "certificates": ["/bureau/certificates/"],
        "committees": ["/bureau/committees/"],
        "parameters": ["/bureau/parameters/"],
        "catalogues": ["/bureau/catalogues/"],
        "correct": [f"/bureau/correct/{what}/1/" for what in CORRECTABLE],
        "account": [f"/bureau/account/1/{what}/" for what in ("close", "reset")],
        "factor_rules": ["/bureau/second-factor/"],
        "background": ["/bureau/background/"],
        "notices": ["/bureau/notices/"],
        "numbers": ["/bureau/numbers/"],
        "imports": ["/bureau/imports/"],
    }
    return {name: {"guanli": addresses} for name, addresses in kept.items()}
