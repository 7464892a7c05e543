# SPDX-License-Identifier: MulanPSL-2.0
"""What was said against a proposal stands beside the form: of which step, what, by whom, when, why, and why it is not followed."""

from __future__ import annotations

from datetime import datetime

from django.template.loader import render_to_string

from fadu.desk.shown.opinions import Said
from fadu.kernel.clock import LEGAL_TIME


def test_an_opinion_is_read_whole_beside_the_form_with_the_reason_why_it_is_not_followed() -> None:
    said = Said(
        step="案件审核",
        title="处理不当，建议修改",
        by="王审核",
        on=datetime(2022, 5, 10, 9, 30, tzinfo=LEGAL_TIME),
        parts=[("审核意见", "应写明第九条第三项<项>")],
        answer="已在告知书中写明",
        address="/case/9/",
    )

    page = render_to_string("desk/opinions.html", {"opinions": [said]})

    words = (
        "“案件审核”的意见：处理不当，建议修改",
        "王审核",
        "2022-05-10 09:30",
        "不采纳的理由",
        "已在告知书中写明",
        "/case/9/",
    )
    assert all(word in page for word in words)
    assert "应写明第九条第三项&lt;项&gt;" in page


def test_where_nobody_objected_nothing_is_shown() -> None:
    assert render_to_string("desk/opinions.html", {"opinions": []}) == ""
