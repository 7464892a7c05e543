# SPDX-License-Identifier: MulanPSL-2.0
"""The pages on which an administrator keeps the bureau: one module a page."""

from fadu.desk.pages.bureau.adding import FORMS

__all__ = ("FORMS",)
