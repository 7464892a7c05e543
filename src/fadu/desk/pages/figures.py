# SPDX-License-Identifier: MulanPSL-2.0
"""Being written."""


def show(request, year):
    raise NotImplementedError


def records(request, year, code):
    raise NotImplementedError
