# SPDX-License-Identifier: MulanPSL-2.0
"""What is typed wrongly is refused in words: the field, what was expected, what came, what to do; never by the framework's own sentence."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import fadu.desk
from fadu.cases.models import Case
from fadu.desk.action_form import ActionForm
from fadu.desk.in_words import InWords, faults_in
from fadu.law import library as law
from fadu.procedure.library import library

#: the sentences that Django has for what is wrong
STOCK = re.compile(
    r"确保|输入一个|输入有效|选择一个|选择有效|必填项|不允许|该变量|这个字段|管理表单|没有文件|不在可用|[Ee]nter|[Ee]nsure|valid"
)
BROKEN = ["", "\x00", "zzz", "长" * 700, "31/12/2022", "2022-02-30", "-7", "999999999999", "0.123"]


def every_form() -> Iterator[type[forms.Form]]:
    """The forms of the desk, wherever they are written."""
    for module in pkgutil.walk_packages(fadu.desk.__path__, "fadu.desk."):
        if ".migrations" not in module.name:
            importlib.import_module(module.name)
    waiting, known = [forms.Form], set()
    while waiting:
        for kind in waiting.pop().__subclasses__():
            waiting.append(kind)
            if kind.__module__.startswith("fadu.desk") and kind not in known:
                known.add(kind)
                yield kind


def said_of(form: Any) -> list[str]:
    form.is_valid()
    return [fault.words for fault in faults_in([form])]


def test_every_form_of_the_desk_says_what_is_wrong_in_words() -> None:
    assert [kind.__name__ for kind in every_form() if not issubclass(kind, InWords)] == []


@pytest.mark.parametrize("typed", BROKEN)
def test_no_field_of_a_form_answers_with_a_sentence_of_the_framework(typed: str) -> None:
    said = {}
    for kind in every_form():
        bare = type("Bare", (InWords,), deepcopy(kind.base_fields))
        empty = SimpleUploadedFile("a.pdf", b"")
        names = bare.base_fields
        form = bare(dict.fromkeys(names, typed), dict.fromkeys(names, empty) if typed else {})
        said[kind.__name__] = [words for words in said_of(form) if STOCK.search(words)]

    assert {kind: words for kind, words in said.items() if words} == {}


@pytest.mark.parametrize("kind", library().kinds())
def test_no_act_answers_with_a_sentence_of_the_framework_in_its_fields_or_rows(kind: str) -> None:
    stock, nameless = [], []
    procedure = library().editions(kind)[-1]
    for action in procedure.actions.values():
        blank = ActionForm(procedure, action, law=law(), on=procedure.edition)
        for typed in BROKEN:
            data = dict.fromkeys(blank.fields, typed)
            for name, formset in blank.lists.items():
                data |= {f"{name}-TOTAL_FORMS": "1", f"{name}-INITIAL_FORMS": "0"}
                data |= {f"{name}-0-{column}": typed for column in formset.empty_form.fields}
            form = ActionForm(procedure, action, law=law(), on=procedure.edition, data=data)
            said = said_of(form)
            stock += [words for words in said if STOCK.search(words)]
            nameless += [words for words in said if not re.search("“.+”", words)]

    assert stock == []
    assert nameless == []


def test_a_list_that_came_without_its_counters_is_told_in_words() -> None:
    procedure = library().editions("penalty")[-1]
    action = procedure.actions["conclude"]
    form = ActionForm(procedure, action, law=law(), on=procedure.edition, data={"x": "y"})

    assert [words for words in said_of(form) if "没有完整送达" in words]
    assert not [words for words in said_of(form) if STOCK.search(words)]


class Asked(InWords):
    day = forms.DateField(label="送出日期")
    name = forms.CharField(label="签收人", max_length=5)
    how = forms.ChoiceField(label="送达方式", choices=[("a", "直接送达")])
    times = forms.IntegerField(label="件数", min_value=1)


def test_the_sentence_names_the_field_what_was_expected_what_came_and_what_to_do() -> None:
    form = Asked({"day": "31/12/2022", "name": "一二三四五六七", "how": "b", "times": "0"})

    assert said_of(form) == [
        "“送出日期”应为日期，如 2022-03-01；实为“31/12/2022”。请写成如上的日期。",
        "“签收人”至多5字；实为7字。请删减2字以上，长的内容另附材料。",
        "“送达方式”应为所列的选项之一；实为“b”，不在其中（可能刚刚有变动）。请重新选择。",
        "“件数”不得小于1；实为0。请改为不小于1的数。",
    ]


def test_a_day_that_is_in_no_calendar_is_said_not_to_be_there() -> None:
    form = Asked({"day": "2023-02-30", "name": "王某", "how": "a", "times": "1"})

    assert said_of(form) == [
        "“送出日期”应为日期，如 2022-03-01；实为“2023-02-30”，2023年2月没有30日。请改正日期。"
    ]


class Reasoned(InWords):
    document = forms.CharField(label="代理依据")
    remark = forms.CharField(label="备注", required=False)
    extension_reason = forms.CharField(label="延期理由", required=False)
    secret = forms.CharField(label="密码", widget=forms.PasswordInput)


def test_a_text_that_has_to_be_said_and_a_reason_say_something() -> None:
    empty = Reasoned({"document": "。", "remark": "/", "extension_reason": "x", "secret": "!!!"})
    short = Reasoned({"document": "3号", "remark": "", "extension_reason": "", "secret": "!!!"})

    assert said_of(empty) == [
        "“代理依据”没有说明任何内容；实为“。”。请写明。",
        "“延期理由”没有说明任何内容；实为“x”。请写明。",
    ]
    assert said_of(short) == []


@pytest.mark.django_db
def test_the_form_of_a_built_in_act_answers_in_words_too(work: None, desk_of: Callable[..., Client]) -> None:
    case = Case.objects.filter(closed_at=None).first()
    assert case is not None
    for action in ("succeed", "serve", "assign", "add_party", "publish", "correct_day", "note"):
        body = (
            desk_of("juzhang").post(f"/case/{case.pk}/do/{action}/", {"happened_at": "昨天"}).content.decode()
        )
        assert "“办理时间”应为日期和时刻，如 2022-03-01 09:30；实为“昨天”。" in body, action
        assert not STOCK.search(
            re.sub(r"(?s)<script.*?</script>|<[^>]+>", "", body).split("改正，")[1][:600]
        ), action


def test_what_a_form_says_itself_stays_as_it_is() -> None:
    form = Asked({"day": "2022-12-31", "name": "一", "how": "a", "times": "1"})
    form.is_valid()
    form.add_error("name", "签收人是未成年人。请改由其他人签收。")

    assert form.errors["name"] == ["签收人是未成年人。请改由其他人签收。"]
    assert [fault.words for fault in form.faults()] == ["签收人是未成年人。请改由其他人签收。"]


@pytest.mark.django_db
def test_a_page_lists_what_is_wrong_at_its_top_with_links_to_the_fields_and_takes_the_focus_there(
    desk_of: Callable[..., Client],
) -> None:
    desk = desk_of("dengji")
    body = desk.post("/open/complaint/", {"received_on": "昨天", "party-name": ""}).content.decode()
    summary = re.search(r'(?s)<div class="alert alert-danger faults".*?</div>', body)

    assert summary
    assert 'tabindex="-1" autofocus' in summary[0]
    assert "实为“昨天”" in summary[0]
    places = re.findall(r'href="#([^"]+)"', summary[0])
    assert "id_received_on" in places
    assert [place for place in places if f'id="{place}"' not in body] == []
    assert body.index(summary[0]) < body.index('<form method="post" id="the-form"')
