# SPDX-License-Identifier: MulanPSL-2.0
"""DOCX, PDF and HTML of every form hold the same text, for short data and for several pages."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from pypdf import PdfReader

import fadu
from fadu.records.forms import Form, editions, read_form
from fadu.records.forms.checks import uses
from fadu.records.rendering import missing, render
from fadu.records.rendering.fill import fill
from fadu.records.rendering.pdf import UnprintableCharacterError
from fadu.records.rendering.tree import Table

ROOT = Path(fadu.__path__[0])
FOLDERS = [ROOT / "records" / "documents", *sorted(ROOT.glob("matters/*/documents"))]
FORMS = [form for folder in FOLDERS for forms in editions(folder).values() for form in forms]
LONG = (
    "经查，当事人于2022年2月28日在其经营场所销售超过保质期的食品，货值金额1,234.50元，违法所得无法计算；" * 5
)
ROWS = [
    {"name": f"第{number}项", "title": "询问笔录", "certificate": "沪市监执法0001"} for number in range(1, 40)
]
PAGE_NUMBER = re.compile(r"第\d+页共\d+页|—\d+—")


def packed(text: str) -> str:
    """Text without white space and page numbers."""
    return PAGE_NUMBER.sub("", re.sub(r"\s+", "", text))


def texts_of_pdf(content: bytes) -> list[str]:
    """What stands on each page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def text_of_docx(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    return packed(
        "".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))
    )


def text_of_html(page: str) -> str:
    return packed(html.fromstring(page).find("body").text_content())


def sample(form: Form, text: str, rows: list[dict[str, str]]) -> dict[str, Any]:
    """Data that answer every name of a form: rows where it repeats, text elsewhere."""
    data: dict[str, Any] = {"party": {"name": "江州市堃䶮食品有限公司"}}
    for use in uses(form.blocks):
        root, _, part = use.name.partition(".")
        if root == "issued":  # papers of the case by template
            template, _, fact = part.partition(".")
            data.setdefault(root, {}).setdefault(template, {})[fact or "title"] = text
            continue
        if part:
            data.setdefault(root, rows)
            continue
        data.setdefault(root, text)
    for block in form.blocks:
        if hasattr(block, "name"):
            data[block.name] = rows
    data |= {item.key: text for item in form.mandatory if "." not in item.key and item.key not in data}
    for item in form.mandatory:
        root, _, part = item.key.partition(".")
        if root == "issued":
            continue
        if part and isinstance(data.get(root), dict):
            data[root][part] = text
        elif part:
            data[root] = [{**row, part: text[:20]} for row in data[root]]
    heads = {
        "bureau_name": "江州市临水区市场监督管理局",
        "number": "临市监罚告〔2022〕12号",
        "issued_on": "2022-03-01",
    }
    return {**data, **heads, "remedy": "可以依法申请行政复议，也可以提起行政诉讼。"}


def heads_of(form: Form, data: dict[str, Any]) -> list[str]:
    """The rows that head a list, as they stand in the text."""
    tables = [node for node in fill(form, data).nodes if isinstance(node, Table) and node.heads]
    return [
        packed("".join(cell.text for cell in row)) for table in tables for row in table.rows[: table.heads]
    ]


def assert_same_text(form: Form, data: dict[str, Any], *, in_order: bool = True) -> None:
    """A row of a table that runs over a page is read page by page in a PDF: there only the signs are compared."""
    expected = packed(str(render(form, data, fmt="text")))
    assert text_of_html(str(render(form, data, fmt="html"))) == expected
    assert text_of_docx(bytes(render(form, data, fmt="docx"))) == expected  # type: ignore[arg-type]
    pages = texts_of_pdf(bytes(render(form, data, fmt="pdf")))  # type: ignore[arg-type]
    assert in_order or len(pages) > 1
    from_pdf = packed("".join(pages))
    for head in heads_of(form, data):  # the head of a list stands again on each page
        from_pdf = from_pdf.replace(head, "", max(from_pdf.count(head) - expected.count(head), 0))
    assert sorted(from_pdf) == sorted(expected)
    assert from_pdf == expected or not in_order
    assert "None" not in expected


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.key}@{form.in_force_from}")
def test_every_form_has_the_same_text_in_all_formats(form: Form) -> None:
    assert_same_text(form, sample(form, "江州市临水区人民路1号", ROWS[:2]))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.key}@{form.in_force_from}")
def test_every_form_has_the_same_text_in_all_formats_over_several_pages(form: Form) -> None:
    assert_same_text(form, sample(form, LONG, ROWS), in_order=False)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form.key}@{form.in_force_from}")
def test_every_mandatory_field_of_a_form_reaches_the_paper(form: Form) -> None:
    data = sample(form, "内容", ROWS[:1])
    blank = {item.key.partition(".")[0] for item in form.mandatory}
    blank |= {condition.name for item in form.mandatory for condition in item.when if condition.negated}
    left = {key: value for key, value in data.items() if key not in blank}
    draft = str(render(form, left, fmt="text", draft=True))
    asked = {key for key, _ in missing(form, left)}
    printed_by_number = {"number"} if form.family == "letter" else set()
    for item in form.mandatory:
        if item.when and item.key not in asked:
            continue
        assert item.key in printed_by_number or f"【待填：{item.title}】" in draft


PROBE = read_form(
    "---\nkey: probe\ntitle: 测试\nfamily: form\nin_force: {from: 2021-07-15}\nmandatory:\n  - facts: 事实\n"
    "optional:\n  - goods: 物品\n---\n{facts}\n| 事实 | {facts} |\n{each goods}\n| {goods.name} | 件 |\n{end}\n"
)
CHINESE = st.text(
    alphabet=st.sampled_from(
        "依据行政处罚法，当事人（甲）“乙”：1234567890abcXYZ@.-#$\\\"'<>&*_[]〔〕；。、 \n堃䶮喆"
    ),
    min_size=1,
).filter(lambda text: bool(text.strip()))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(facts=CHINESE, goods=st.lists(CHINESE, max_size=4))
def test_any_text_comes_out_of_all_formats_as_it_went_in(facts: str, goods: list[str]) -> None:
    assert_same_text(PROBE, {"bureau_name": "某局", "facts": facts, "goods": goods})


def test_a_pdf_only_uses_the_shipped_fonts_and_gives_the_same_bytes_again() -> None:
    data = {"bureau_name": "某局", "facts": "堃䶮☑□", "issued_on": "2022-03-01"}
    first = bytes(render(PROBE, data, fmt="pdf"))  # type: ignore[arg-type]
    assert first == render(PROBE, data, fmt="pdf")
    fonts: set[str] = set()
    for page in PdfReader(io.BytesIO(first)).pages:
        fonts |= {str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()}
    assert all("+Fadu" in name for name in fonts)


def test_a_pdf_refuses_characters_no_shipped_font_draws() -> None:
    with pytest.raises(UnprintableCharacterError, match="𠮷"):
        render(PROBE, {"bureau_name": "某局", "facts": "𠮷野家"}, fmt="pdf")


def test_the_parts_of_a_word_paragraph_stand_in_the_order_the_standard_asks() -> None:
    form = next(form for form in FORMS if form.key == "service_receipt")
    content = bytes(render(form, sample(form, "甲", ROWS[:2]), fmt="docx"))  # type: ignore[arg-type]
    order = ["pStyle", "keepNext", "keepLines", "pBdr", "spacing", "ind", "jc", "rPr"]
    for properties in docx.Document(io.BytesIO(content)).element.body.iter(docx.oxml.ns.qn("w:pPr")):
        names = [child.tag.partition("}")[2] for child in properties]
        assert names == sorted(names, key=order.index)
