# SPDX-License-Identifier: MulanPSL-2.0
"""No table changes: acts that are due beside the way, and steps that another act calls for anew, are turns from here on; an upgrade derives them."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    """Nothing but the occasion for `fadu upgrade` to derive what follows from acts."""

    dependencies: ClassVar = [("cases", "0019_word_is_a_term")]

    operations: ClassVar = []
