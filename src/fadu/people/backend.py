# SPDX-License-Identifier: MulanPSL-2.0
"""How the site comes by the account of a session: as Django does, by a statement that is written once."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend

from fadu.people.models import Account
from fadu.storage.prepared import Prepared

_ACCOUNT = Prepared(lambda key: Account.objects.filter(pk=key), int)


class AccountBackend(ModelBackend):
    """Django's own way of signing in; every page asks for the account, so the question is put without writing it anew."""

    def get_user(self, user_id: int) -> Account | None:
        account: Account | None = _ACCOUNT.first(user_id)
        return account if account is not None and self.user_can_authenticate(account) else None
