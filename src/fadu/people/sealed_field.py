# SPDX-License-Identifier: MulanPSL-2.0
"""A column that takes ciphertext only, and how a ciphertext is told from plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from fadu.kernel.errors import FaduError

if TYPE_CHECKING:
    from typing import Any

PREFIX = "sealed:"


class SealError(FaduError):
    """密封的内容打不开：密钥不符，或者内容被改动。"""

    code = "seal"


class SealedTextField(models.TextField):
    """A text that is encrypted at rest. The value in Python is the token; :func:`fadu.people.sealing.unseal` opens it."""

    description = "密封的文字"

    def get_prep_value(self, value: Any) -> Any:
        if value and not str(value).startswith(PREFIX):
            raise SealError("未密封的内容不得写入密封字段。")
        return super().get_prep_value(value)
