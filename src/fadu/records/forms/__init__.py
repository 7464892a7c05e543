# SPDX-License-Identifier: MulanPSL-2.0
"""Forms: one reviewable text source each, read strictly. The language: docs/reference/form-language.md."""

from __future__ import annotations

from fadu.records.forms.loader import edition, editions, load, load_form, read_form
from fadu.records.forms.model import Field, Form
from fadu.records.forms.problems import FormError, MissingDataError

__all__ = [
    "Field",
    "Form",
    "FormError",
    "MissingDataError",
    "edition",
    "editions",
    "load",
    "load_form",
    "read_form",
]
