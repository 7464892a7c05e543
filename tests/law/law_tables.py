# SPDX-License-Identifier: MulanPSL-2.0
"""Small tables of law for tests: the columns of the three kinds, a row of each, and writing them down."""

from __future__ import annotations

from pathlib import Path

RULES = (
    "id",
    "instrument",
    "doc_no",
    "effective_from",
    "effective_to",
    "article",
    "kind",
    "procedure",
    "trigger",
    "obligation",
    "who",
    "amount",
    "unit",
    "extension",
    "excluded_or_pause",
    "summary_zh",
    "source",
    "checked",
)
ITEMS = (
    "id",
    "item",
    "code_hint",
    "instrument",
    "doc_no",
    "in_force_from",
    "in_force_to",
    "article",
    "accept_days",
    "decide_amount",
    "decide_unit",
    "decide_extension",
    "issue_days",
    "validity",
    "renewal_window",
    "late_renewal_effect",
    "on_site_check",
    "hearing_or_review_excluded",
    "notification_commitment",
    "who_decides",
    "checked",
    "source",
    "note",
)
BASES = (
    "id",
    "key",
    "offence_zh",
    "violated_article",
    "penalty_article",
    "instrument",
    "in_force_from",
    "in_force_to",
    "condition",
    "kinds",
    "fine_min",
    "fine_max",
    "fine_base",
    "multiple_min",
    "multiple_max",
    "order_to_correct_first",
    "threshold_simple",
    "criminal_link",
    "checked",
    "source",
)


def rule(row: str, **values: str) -> dict[str, str]:
    """A row of a table of rules."""
    return {
        "id": row,
        "instrument": "某法",
        "effective_from": "2021-07-15",
        "article": "第1条",
        "kind": "gate",
        "procedure": "penalty",
        "summary_zh": "一行",
        "source": "文本",
        "checked": "text",
        **values,
    }


def item(row: str, **values: str) -> dict[str, str]:
    """A row of the table of licence items."""
    return {
        "id": row,
        "item": "食品经营许可-新办",
        "instrument": "某办法",
        "in_force_from": "2023-12-01",
        "who_decides": "县级以上",
        "source": "文本",
        "checked": "text",
        **values,
    }


def base(row: str, **values: str) -> dict[str, str]:
    """A row of the table of bases of punishment."""
    return {
        "id": row,
        "key": "FS122",
        "offence_zh": "无证经营",
        "penalty_article": "122条",
        "instrument": "某法",
        "in_force_from": "2015-10-01",
        "kinds": "罚款",
        "fine_base": "fixed",
        "order_to_correct_first": "no",
        "threshold_simple": "no",
        "source": "文本",
        "checked": "text",
        **values,
    }


def written(file: Path, heads: tuple[str, ...], *rows: dict[str, str]) -> Path:
    """A table in a file; what a row does not say is empty. Gives the folder of the file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = ["\t".join(heads), *("\t".join(row.get(head, "") for head in heads) for row in rows)]
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return file.parent
