# SPDX-License-Identifier: MulanPSL-2.0
"""What can be wrong with a question about the law, or with its data."""

from __future__ import annotations

from fadu.kernel.errors import FaduError
from fadu.kernel.problems import DefinitionError


class NotInForceError(FaduError):
    """这一规定在所问之日没有施行。"""

    code = "not_in_force"


class OpenEndedError(FaduError):
    """期限的长度由决定确定，没有法定天数。"""

    code = "open_ended"


class LawDataError(DefinitionError):
    """法律数据文件有误。"""

    code = "law_data"


class NoticeError(DefinitionError):
    """放假通知有误。"""

    code = "notice"


class YearError(FaduError):
    """年份超出日历范围。"""

    code = "year"
