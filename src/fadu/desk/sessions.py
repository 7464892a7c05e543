# SPDX-License-Identifier: MulanPSL-2.0
"""Sessions that the database alone opens to nobody: a row is known by a keyed digest of the cookie, and its content is bound to that.

So whoever reads the table has no cookie of anybody, and a row copied under another key, or kept past its time, says nothing.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.core import signing
from django.utils.crypto import salted_hmac

from fadu.storage.prepared import Prepared

#: characters the column takes
_LENGTH = 40
#: asked by every page
_ROW = Prepared(lambda key: Session.objects.filter(session_key=key), str)


class SessionStore(db.SessionStore):
    """Django's sessions in the database, under names that only the holder of the cookie can say."""

    @property
    def key_salt(self) -> str:
        return f"{__name__} {row_of(self.session_key)}"

    def decode(self, session_data: str) -> dict[str, Any]:
        """What was signed for this very cookie, not longer ago than a session lasts; nothing otherwise."""
        try:
            content: dict[str, Any] = signing.loads(
                session_data,
                salt=self.key_salt,
                serializer=self.serializer,
                max_age=settings.SESSION_COOKIE_AGE,
            )
        except signing.BadSignature:
            return {}
        return content

    def _get_session_from_db(self) -> Any:
        row = _ROW.first(row_of(self.session_key))
        if row is None:
            self._session_key = None
        return row

    def exists(self, session_key: str) -> bool:
        return bool(super().exists(row_of(session_key)))

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row = super().create_model_instance(data)
        row.session_key = row_of(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            super().delete(row_of(key))


def row_of(key: str | None) -> str:
    """The name of the row of a cookie; it takes the program's secret to work it out."""
    return salted_hmac(__name__, key or "", algorithm="sha256").hexdigest()[:_LENGTH]
