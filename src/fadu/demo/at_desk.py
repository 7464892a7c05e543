# SPDX-License-Identifier: MulanPSL-2.0
"""Officers of the demo who do their acts at the desk: each opens the page, fills in its form as it is printed, and sends it in.

They are signed in as their accounts, and have no door of their own: whatever keeps a person from filling in a form ends the demo.
"""

from __future__ import annotations

import re
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from fadu.demo.printed_form import FormError, PrintedForm, forms, read, wrong
from fadu.kernel.errors import FaduError
from fadu.procedure import jointly

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fadu.people.services import Department, Officer, Party

_BACKEND = "fadu.people.backend.AccountBackend"
#: by what a form finds a party that is registered; what it asks beside of one that is not
_FOUND_BY = ("kind", "name", "uscc")
_ASKED_OF = (*_FOUND_BY, "id_number", "phone", "address", "legal_representative")
#: a form is sent in so often at most: once, and once more after it has asked about something
_TIMES = 2
#: an address in a case
_CASE = re.compile(r".*/case/(\d+)/")


class DeskError(FaduError):
    """办公页面上办不成这件事。"""

    code = "at_the_desk"


class AtDesk:
    """The officers who hold an account, each at a browser of their own."""

    def __init__(self, seated: Mapping[int, str]) -> None:
        """``seated``: key of an officer -> their account."""
        call_command("collectstatic", verbosity=0, interactive=False)
        self.seated = dict(seated)
        self.acts = 0
        #: seconds of processor time that the pages took
        self.seconds = 0.0
        self._browsers: dict[int, Client] = {}
        #: the pages of cases that somebody has been led back to after an act
        self._seen: set[tuple[int, str]] = set()
        #: the last page that each has before them
        self._pages: dict[int, Any] = {}

    def has(self, officer: Officer) -> bool:
        """Whether an officer can sign in."""
        return officer.pk in self.seated

    def open(
        self,
        kind: str,
        by: Officer,
        payload: Mapping[str, Any],
        *,
        department: Department,
        parties: Sequence[tuple[Party, str]],
    ) -> Any:
        """Register a case by the form of its kind. Raises DeskError with what the page says."""
        typed: dict[str, Any] = {**payload, "department": department.pk}
        for party, capacity in parties:
            said = _FOUND_BY if party.pk else _ASKED_OF
            typed[capacity] = {key: value for key in said if (value := getattr(party, key))}
        number, _ = self._pressed(by, reverse("desk:open", args=[kind]), typed, [name for _, name in parties])
        return by.bureau.cases.get(pk=number)

    def act(
        self,
        case: Any,
        action: str,
        by: Officer,
        payload: Mapping[str, Any],
        *,
        party: str = "",
    ) -> Any:
        """Do an act of a case by its form. Raises DeskError with what the page says."""
        typed = {**payload, **({"party": party} if party else {})}
        if action == "assign":
            del typed["name"]  # chosen with the person
        if action == jointly.CONFIRM_JOINT:
            typed["of"] = typed["of"].split(jointly.AND)
        _, press = self._pressed(by, reverse("desk:act", args=[case.pk, action]), typed)
        case.refresh_from_db()
        return case.acts.get(request_id=press)

    def sign_out(self) -> None:
        """Everybody signs out, by the button that is on each page."""
        out = reverse("desk:sign_out")
        for number, browser in self._browsers.items():
            form = next(one for one in forms(self._pages[number]) if one.form.get("action") == out)
            browser.post(out, form.data())
        self._browsers.clear()

    def _pressed(
        self, by: Officer, address: str, typed: Mapping[str, Any], capacities: Sequence[str] = ()
    ) -> tuple[int, str]:
        """Fill in and send in the form at an address: the key of the case whose page is shown then, and the number of the press."""
        began = time.process_time()
        try:
            return self._sent(by, address, typed, capacities)
        except FormError as error:
            raise DeskError(f"{address}（{by.name}）：{error.message}") from error
        finally:
            self.acts += 1
            self.seconds += time.process_time() - began

    def _sent(
        self, by: Officer, address: str, typed: Mapping[str, Any], capacities: Sequence[str]
    ) -> tuple[int, str]:
        browser = self._browser_of(by)
        form, address = _opened(browser, address, typed)
        form = _filled(browser, address, form, typed, capacities)
        for _ in range(_TIMES):
            answer = browser.post(address, form.data())
            if answer.status_code == HTTPStatus.FOUND:
                return self._shown(by, answer["Location"]), form.values["request_id"][0]
            page = read(_text(answer))
            if said := wrong(page):
                raise DeskError(f"{address}：{said}")
            form = _main_form(page)  # asks about something: read, and sent in once more as it stands
        raise DeskError(f"{address}：问了两次同样的话，没有办理。")

    def _shown(self, by: Officer, address: str) -> int:
        """The case to whose page, or to a form of which, an act leads (0: to neither); whoever comes there again has seen it stand."""
        if (by.pk, address) not in self._seen:
            self._seen.add((by.pk, address))
            self._pages[by.pk] = read(_text(self._browser_of(by).get(address)))
            if said := wrong(self._pages[by.pk]):
                raise DeskError(f"{address}：{said}")
        case = _CASE.match(address)
        return int(case[1]) if case else 0

    def _browser_of(self, officer: Officer) -> Client:
        browser = self._browsers.get(officer.pk)
        if browser is None:
            account = get_user_model().objects.get(username=self.seated[officer.pk])
            browser = Client(enforce_csrf_checks=True, SERVER_NAME=_host())
            browser.force_login(account, backend=_BACKEND)
            self._browsers[officer.pk] = browser
        return browser


def _host() -> str:
    """A name by which the site may be asked for."""
    named = [
        host.strip()
        for host in settings.ALLOWED_HOSTS
        if host.strip() and not host.startswith((".", "*", "["))
    ]
    return named[0] if named else "localhost"


def _text(answer: Any) -> str:
    if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR or answer.status_code in {
        HTTPStatus.NOT_FOUND,
        HTTPStatus.FORBIDDEN,
    }:
        raise DeskError(f"{answer.wsgi_request.path}：状态码{answer.status_code}。")
    return str(answer.content.decode())


def _main_form(page: Any) -> PrintedForm:
    """The form the page is about: that of an act or, where a day is asked for first, that of the day."""
    own = [one for one in forms(page) if one.form.xpath("ancestor::main")]
    for one in own:
        if one.form.get("id") == "the-form":
            return one
    if not own or not own[0].is_get():
        raise FormError(wrong(page) or "页面上没有表单。")
    return own[0]


def _opened(browser: Client, address: str, typed: Mapping[str, Any]) -> tuple[PrintedForm, str]:
    """The form at an address, and the address it is sent to; a day that is asked for before it is answered."""
    form = _main_form(read(_text(browser.get(address))))
    if not form.is_get():
        return form, address
    for name in form.inputs:
        form.write(name, typed[name])
    asked = browser.get(address, form.data())
    return _main_form(read(_text(asked))), f"{address}?{asked.request['QUERY_STRING']}"


def _filled(
    browser: Client, address: str, form: PrintedForm, typed: Mapping[str, Any], capacities: Sequence[str]
) -> PrintedForm:
    """The form with everything typed to it; where a list has too few rows, another is asked for first."""
    for name in form.lists() & typed.keys():
        while form.lacking(name, typed[name]):
            more = browser.post(address, {**form.as_it_stands(), "more_rows": name})
            form = _main_form(read(_text(more)))
    for name, value in typed.items():
        if value is None:
            continue
        if name in capacities:
            _name(form, name, value)
        elif name in form.lists():
            form.write_rows(name, value)
        else:
            form.write(name, value)
    return form


def _name(form: PrintedForm, capacity: str, party: Mapping[str, str]) -> None:
    """Type who takes part, in the part of the form for their capacity."""
    prefix = next(
        (
            name.removesuffix("-capacity")
            for name in form.inputs
            if name.endswith("-capacity") and form.values[name] == [capacity]
        ),
        None,
    )
    if prefix is None:
        raise FormError(f"表单上没有“{capacity}”。")
    for key, value in party.items():
        form.write(f"{prefix}-{key}", value)
