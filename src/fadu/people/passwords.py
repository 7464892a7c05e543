# SPDX-License-Identifier: MulanPSL-2.0
"""What a password must be, in words: the framework's own sentence on length is not translated."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator


class LongEnough(MinimumLengthValidator):
    """A password has a least length."""

    def get_error_message(self) -> str:
        """What is said of a shorter one."""
        return f"密码太短，应有{self.min_length}个以上字符。"

    def get_help_text(self) -> str:
        """What is said beforehand."""
        return f"密码应有{self.min_length}个以上字符。"
