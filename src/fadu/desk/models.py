# SPDX-License-Identifier: MulanPSL-2.0
"""What the desk keeps for whoever sits at it; nothing of a case rests on it."""

from django.db import models


class SavedFilter(models.Model):
    """What an officer narrowed a list to and wants to find again, by a name of his own."""

    officer = models.ForeignKey(
        "people.Officer", models.CASCADE, related_name="saved_filters", verbose_name="工作人员"
    )
    page = models.CharField("清单", max_length=20)
    name = models.CharField("名称", max_length=40)
    #: as it stands in the address, without the name of the page
    query = models.CharField("条件", max_length=500)

    class Meta:
        verbose_name = "保存的筛选"
        constraints = [
            models.UniqueConstraint(fields=["officer", "page", "name"], name="one_filter_per_name")
        ]

    def __str__(self) -> str:
        return self.name
