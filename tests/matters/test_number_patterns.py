# SPDX-License-Identifier: MulanPSL-2.0
"""Two counters of one bureau never print the same number: every series of papers and cases has a pattern of its own."""

from __future__ import annotations

from collections import defaultdict

from fadu.cases.papers.form_sources import DEFAULT_NUMBER
from fadu.procedure.library import library
from fadu.records import forms


def test_no_two_series_share_a_pattern() -> None:
    series: dict[str, set[str]] = defaultdict(set)
    for kind, folder in library().folders.items():
        title = library().title(kind)
        for procedure in library().editions(kind):
            series[procedure.number or DEFAULT_NUMBER.replace("{title}", title)].add(f"case:{kind}")
        documents = folder / "documents"
        for editions in (forms.editions(documents) if documents.is_dir() else {}).values():
            for form in editions:
                if form.number:
                    series[form.number].add(form.series or form.key)

    assert {pattern: names for pattern, names in series.items() if len(names) > 1} == {}
