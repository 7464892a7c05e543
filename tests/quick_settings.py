# SPDX-License-Identifier: MulanPSL-2.0
"""The settings of processes that tests start: the product's own, but that a password and a commit cost next to nothing."""

from __future__ import annotations

from django.conf import global_settings

from fadu.assembly import settings
from fadu.assembly.settings import *  # noqa: F403

#: a third of a second for each account and each sign-in is for who guesses; what was hashed slowly is still read
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *global_settings.PASSWORD_HASHERS]
#: no test lives through a power cut: what is written is not waited for
DATABASES = settings.DATABASES
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
