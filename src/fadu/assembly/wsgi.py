# SPDX-License-Identifier: MulanPSL-2.0
"""The WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

from fadu.assembly import heap
from fadu.assembly.entry import refuse_changed_editions
from fadu.assembly.home import memories
from fadu.assembly.keys_at_hand import refuse_missing_keys
from fadu.kernel.remembering import keep_in

keep_in(*memories())
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fadu.assembly.settings")
application = get_wsgi_application()
refuse_changed_editions()
refuse_missing_keys()
heap.loaded()
