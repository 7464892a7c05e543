# SPDX-License-Identifier: MulanPSL-2.0
"""The addresses of the site."""

from django.urls import include, path

urlpatterns = [path("", include("fadu.desk.urls"))]
handler400 = "fadu.desk.answers.unreadable"
handler500 = "fadu.desk.answers.broken"
