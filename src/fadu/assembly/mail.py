# SPDX-License-Identifier: MulanPSL-2.0
"""Which mail server is used, read from one address in the environment; none is named, and no mail is sent."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from fadu.kernel.errors import BadInputError

#: scheme -> (port, encrypted from the start, encrypted by STARTTLS)
SCHEMES = {"smtp": (25, False, False), "smtps": (465, True, False), "smtp+starttls": (587, False, True)}
#: seconds after which a server that says nothing is given up for this time
PATIENCE = 10


def mail_settings(address: str) -> dict[str, Any]:
    """Django's settings for a mail server written as one address. Raises BadInputError.

    >>> named = mail_settings("smtp+starttls://fadu:geheim@mail.qinghe.gov.cn?from=fadu@qinghe.gov.cn")
    >>> named["FADU_MAIL"], named["EMAIL_HOST"], named["EMAIL_PORT"], named["EMAIL_USE_TLS"], named["DEFAULT_FROM_EMAIL"]
    (True, 'mail.qinghe.gov.cn', 587, True, 'fadu@qinghe.gov.cn')
    >>> mail_settings("")["FADU_MAIL"]
    False
    """
    if not address:
        return {"FADU_MAIL": False, "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    try:
        parts = urlsplit(address)
        port, host = parts.port, parts.hostname
    except ValueError:
        parts, port, host = urlsplit(""), None, None
    sender = parse_qs(parts.query).get("from", [""])[0]
    if parts.scheme not in SCHEMES or not host or "@" not in sender:
        raise BadInputError(
            expected="如 smtp://账号:密码@邮件服务器:25?from=发件邮箱（加密的写 smtps:// 或者 smtp+starttls://）",
            got="（所给的地址，含有密码，不在此写出）",
            where="环境变量 FADU_SMTP_URL",
            remedy="改正地址；不发邮件的，不设这个变量",
        )
    usual, by_tls, by_starttls = SCHEMES[parts.scheme]
    return {
        "FADU_MAIL": True,
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": host,
        "EMAIL_PORT": port or usual,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": by_tls,
        "EMAIL_USE_TLS": by_starttls,
        "EMAIL_TIMEOUT": PATIENCE,
        "DEFAULT_FROM_EMAIL": sender,
    }
