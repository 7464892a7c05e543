# SPDX-License-Identifier: MulanPSL-2.0
"""Django settings, read from the environment with safe defaults.

``FADU_HOME`` names the folder of everything a bureau owns (database, keys, files).
``DATABASE_URL`` switches to PostgreSQL; ``FADU_WITNESS`` and ``FADU_WITNESS_2`` name the witnesses of tree heads,
``FADU_SMTP_URL`` the mail server.
"""

from __future__ import annotations

import os

from fadu.assembly.database import database_settings
from fadu.assembly.discovery import applications
from fadu.assembly.home import ensure_home, home_folder, practice_shift, secret_key
from fadu.assembly.mail import mail_settings
from fadu.assembly.stated import trusted_proxies, whole_number
from fadu.kernel import clock

HOME = ensure_home(home_folder())
SECRET_KEY = secret_key(HOME)
#: there while a command that takes long still founds: what is in the home then is a fragment
FADU_UNFINISHED = HOME / "unfinished"
FADU_PRACTICE_CLOCK = HOME / "practice-clock"
clock.shift(practice_shift(FADU_PRACTICE_CLOCK))
DEBUG = os.environ.get("FADU_DEBUG") == "1"
ALLOWED_HOSTS = os.environ.get("FADU_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
DATABASES = {"default": database_settings(HOME, os.environ.get("DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "axes",
    "django_htmx",
    "fadu.ledger",
    "fadu.people",
    "fadu.records",
    "fadu.cases",
    "fadu.figures",
    *applications(),
    "fadu.oversight",
    "fadu.reporting",
    "fadu.desk",
    "fadu.assembly",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "fadu.desk.kept_by_nobody.KeptByNobody",
    "fadu.desk.compression.PagesCompressed",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "fadu.desk.bounded.Bounded",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "fadu.desk.sign_ins.SignInsWatched",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "fadu.desk.answers.ErrorsInWords",
    "fadu.desk.resuming.Resumed",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fadu.desk.context.menu",
            ]
        },
    }
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "fadu.people.backend.AccountBackend",
]
AUTH_USER_MODEL = "people.Account"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "fadu.people.passwords.LongEnough"},
    {"NAME": "fadu.people.passwords.NotUsual"},
    {"NAME": "fadu.people.passwords.NotOneself"},
]
#: how long who guesses waits stands in fadu.desk.lockout
AXES_HANDLER = "fadu.desk.lockout.Lockout"
AXES_LOCKOUT_CALLABLE = "fadu.desk.pages.sign_in.locked"
AXES_CLIENT_IP_CALLABLE = "fadu.desk.client_address.address_of"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ADMIN = False
#: reverse proxies that say from where a request came
FADU_TRUSTED_PROXIES = trusted_proxies(os.environ.get("FADU_TRUSTED_PROXIES", ""))
LOGIN_URL = "desk:sign_in"
CSRF_FAILURE_VIEW = "fadu.desk.answers.expired"
LOGIN_REDIRECT_URL = "desk:inbox"
ROOT_URLCONF = "fadu.assembly.urls"
WSGI_APPLICATION = "fadu.assembly.wsgi.application"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FADU_FILES = HOME / "files"
FADU_KEYS = HOME / "keys"
FADU_WITNESS = os.environ.get("FADU_WITNESS", "")
FADU_WITNESS_2 = os.environ.get("FADU_WITNESS_2", "")
#: FADU_MAIL and Django's own names of a mail server; off where none is named
globals().update(mail_settings(os.environ.get("FADU_SMTP_URL", "")))

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_ENGINE = "fadu.desk.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
#: behind a proxy that ends TLS and sets X-Forwarded-Proto itself
HTTPS = os.environ.get("FADU_HTTPS") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
#: a sign-in ends after so long without a press, and after so many hours at the latest
SESSION_COOKIE_AGE = 60 * whole_number("FADU_IDLE_MINUTES", os.environ.get("FADU_IDLE_MINUTES", "60"))
FADU_SESSION_HOURS = whole_number("FADU_SESSION_HOURS", os.environ.get("FADU_SESSION_HOURS", "10"))
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}
#: bytes of the words of a form; its files are counted by fadu.desk.bounded
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"one line": {"()": "fadu.assembly.log_file.OneLine"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "one line"},
        "file": {"class": "fadu.assembly.log_file.LogFile"},
    },
    "root": {"handlers": ["console", "file"], "level": "WARNING"},
}
