# SPDX-License-Identifier: MulanPSL-2.0
"""Loads forms from files and folders."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from fadu.kernel import digests
from fadu.kernel.errors import UnknownNameError
from fadu.records.forms.blanks import check_blanks
from fadu.records.forms.body import parse_body
from fadu.records.forms.checks import check
from fadu.records.forms.frontmatter import parse_front_matter, split
from fadu.records.forms.model import Form
from fadu.records.forms.problems import FormError
from fadu.records.forms.sentences import check_sentences

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


def read_form(text: str, *, file: str = "<text>") -> Form:
    """Read and check the source of one form. Raises :class:`FormError`."""
    head, body, first_line = split(text, file)
    form = Form(
        **parse_front_matter(head, file),
        blocks=parse_body(body, file=file, first_line=first_line),
        fingerprint=digests.of(text.encode()),
        source_text=text,
        file=file,
    )
    check(form)
    return form


def load_form(path: Path) -> Form:
    """Read the form in the file ``path``."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise FormError(path.name, 1, "文件不是 UTF-8 编码", "另存为 UTF-8") from error
    return read_form(text, file=str(path.name))


@cache
def editions(folder: Path) -> dict[str, tuple[Form, ...]]:
    """All forms of ``folder`` by key, editions sorted by date; two editions never overlap."""
    by_key: dict[str, list[Form]] = {}
    for path in sorted(folder.glob("*.form")):
        form = load_form(path)
        check_blanks(form)
        check_sentences(form)
        by_key.setdefault(form.key, []).append(form)
    for key, forms in by_key.items():
        forms.sort(key=lambda form: form.in_force_from)
        for earlier, later in itertools.pairwise(forms):
            if earlier.in_force_to is None or later.in_force_from <= earlier.in_force_to:
                raise FormError(
                    later.file, 1, f"“{key}”与 {earlier.file} 同时有效", "给先前的一份写上 in_force 的 to"
                )
    return {key: tuple(forms) for key, forms in by_key.items()}


def load(folder: Path) -> dict[str, Form]:
    """The newest edition of each form in ``folder``, by key."""
    return {key: forms[-1] for key, forms in editions(folder).items()}


def edition(among: Path | Mapping[str, tuple[Form, ...]], key: str, on: date) -> Form:
    """The edition of the form ``key`` in force on the day ``on``, among the forms of a folder or those given.

    Raises UnknownNameError with the nearest keys, or FormError if no edition is in force that day.
    """
    forms = among if isinstance(among, Mapping) else editions(among)
    if key not in forms:
        raise UnknownNameError("文书", key, forms)
    for form in forms[key]:
        if form.is_in_force(on):
            return form
    raise FormError(
        forms[key][0].file, 1, f"文书“{key}”没有在 {on.isoformat()} 有效的版本", "补上该日有效的版本"
    )
