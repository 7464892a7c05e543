# SPDX-License-Identifier: MulanPSL-2.0
"""The forms by which an administrator keeps the bureau: departments, people, posts, certificates, local parameters."""

from __future__ import annotations

from abc import ABCMeta, abstractmethod
from datetime import datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.forms.forms import DeclarativeFieldsMetaclass

from fadu.cases.background import calendars
from fadu.desk.forms import Day
from fadu.kernel import clock
from fadu.kernel.chinese_dates import chinese_date
from fadu.law import library as law_library
from fadu.law import places
from fadu.law.catalogue import Subject
from fadu.law.limit import THRESHOLD_UNITS, UNITS
from fadu.people import proposing, rules, services
from fadu.people import selectors as people
from fadu.people.models import Appointment, ProposedAppointment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from fadu.law.limit import Limit, Threshold
    from fadu.people.models import Bureau


_ABOUT = {"person": "（对自然人）", "unit": "（对法人、其他组织）"}


def day_field(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """A date with the browser's own calendar."""
    return Day(label=label, required=required, help_text=help_text)


def waits_for_second(row: Appointment | ProposedAppointment) -> str | None:
    """What is said where nothing has taken effect yet; None where it has."""
    if isinstance(row, Appointment):
        return None
    return f"{row.reason}，已提请第二人确认；确认以前不生效。"


def midnight(day: date) -> datetime:
    """The beginning of a day in the legal time."""
    return datetime.combine(day, time(), tzinfo=clock.LEGAL_TIME)


class _Meta(DeclarativeFieldsMetaclass, ABCMeta):
    """A form that leaves something to each of its kinds."""


class BureauForm(forms.Form, metaclass=_Meta):
    """A form about one bureau; ``save`` calls the service."""

    title: ClassVar[str]
    remark: ClassVar[str] = ""

    def __init__(self, bureau: Bureau, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bureau = bureau
        if "department" in self.fields:
            self.fields["department"].choices = [
                ("", "（全局）"),
                *((d.pk, d.name) for d in bureau.departments.order_by("pk")),
            ]  # type: ignore[attr-defined]
        if "officer" in self.fields:
            self.fields["officer"].choices = people.officers_of(bureau.pk, clock.today())  # type: ignore[attr-defined]

    def department(self) -> Any:
        """The department chosen, or None for the whole bureau."""
        chosen = self.cleaned_data["department"]
        return self.bureau.departments.get(pk=chosen) if chosen else None

    def officer(self) -> Any:
        """The officer chosen."""
        return self.bureau.officers.get(pk=self.cleaned_data["officer"])

    @abstractmethod
    def save(self) -> str | None:
        """Do it through the service; return what is to be said of it, if more than that it was done. Raises FaduError."""


class DepartmentForm(BureauForm):
    title = "设立内设机构"
    name = forms.CharField(label="名称", max_length=100)

    def save(self) -> None:
        services.found_department(bureau=self.bureau, name=self.cleaned_data["name"])


class OfficerForm(BureauForm):
    title = "登记工作人员"
    remark = "登记以后再给予任职；没有任职的人员只能登录，不能办理任何案件。"
    name = forms.CharField(label="姓名", max_length=40)
    department = forms.ChoiceField(label="所在机构", required=False)
    since = day_field("到任日期")
    username = forms.CharField(
        label="登录账号", max_length=60, required=False, help_text="不需要登录的可以不填。"
    )
    password = forms.CharField(
        label="初始密码", required=False, widget=forms.PasswordInput, help_text="本人首次登录后应当修改。"
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("username"):
            if people.account_exists(values["username"]):
                self.add_error("username", f"账号“{values['username']}”已有人使用。请换一个。")
            try:
                validate_password(values.get("password", ""))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return values

    def save(self) -> None:
        values = self.cleaned_data
        officer = services.hire(
            bureau=self.bureau, name=values["name"], since=values["since"], department=self.department()
        )
        if values["username"]:
            services.open_account(username=values["username"], password=values["password"], officer=officer)


class AppointmentForm(BureauForm):
    title = "给予任职"
    remark = (
        "任职自某日起给予办理权限，不改变已经办理的事项。"
        "自过去的日期起任、主要负责人的任职、给本人的任职，须由第二人确认后生效。"
    )
    officer = forms.ChoiceField(label="人员")
    post = forms.ChoiceField(label="岗位")
    department = forms.ChoiceField(label="机构", required=False)
    kind = forms.ChoiceField(label="性质", choices=[("regular", "任职"), ("standin", "代理")])
    start = day_field("自")
    end = day_field("至", required=False, help_text="不填的，至另行通知时止。")
    document = forms.CharField(label="依据文件", max_length=200, help_text="文件名称和文号。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = list(rules.posts().items())  # type: ignore[attr-defined]

    def save(self) -> str | None:
        values = self.cleaned_data
        row = Appointment(
            officer=self.officer(),
            post=values["post"],
            start=midnight(values["start"]),
            end=midnight(values["end"]) if values["end"] else None,
            document=values["document"],
            department=self.department(),
            kind=values["kind"],
        )
        return waits_for_second(proposing.appoint(row))


class CertificateForm(BureauForm):
    title = "登记执法证"
    officer = forms.ChoiceField(label="人员")
    number = forms.CharField(label="证件编号", max_length=60)
    valid_from = day_field("有效期自")
    valid_to = day_field("有效期至")

    def save(self) -> None:
        values = self.cleaned_data
        services.certify(
            officer=self.officer(),
            number=values["number"],
            valid_from=values["valid_from"],
            valid_to=values["valid_to"],
        )


class QualificationForm(BureauForm):
    title = "登记法律职业资格"
    officer = forms.ChoiceField(label="人员")
    number = forms.CharField(label="资格证书编号", max_length=60, required=False)
    obtained_on = day_field("取得日期", required=False)
    reviewing_since = day_field("从事审核起始日期", required=False)

    @property
    def remark(self) -> str:  # type: ignore[override]
        """Which of the two is asked for hangs on the day the law began to ask."""
        since = chinese_date(rules.reviewers_rule())
        return f"{since}前已从事法制审核的，填写从事审核起始日期；其后初次从事的，填写资格证书。"

    def save(self) -> None:
        values = self.cleaned_data
        services.qualify(
            officer=self.officer(),
            number=values["number"],
            obtained_on=values["obtained_on"],
            reviewing_since=values["reviewing_since"],
        )


class ParameterForm(BureauForm):
    title = "设定地方参数"
    remark = "法律授权地方规定的数额、本机关承诺的时限和公布的上限。自起始日起适用；此前开始的期限和案件仍按当时的参数。"
    key = forms.ChoiceField(label="参数")
    item = forms.CharField(
        label="事项",
        max_length=60,
        required=False,
        help_text="只对一个事项设定的，填写事项名称，如 小餐饮登记；其他参数不填。",
    )
    value = forms.DecimalField(label="数值", min_value=Decimal(0), max_digits=14, decimal_places=2)
    start = day_field("自")
    document = forms.CharField(label="依据文件", max_length=200, help_text="文件名称和文号。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].choices = local_choices()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        values["key"] = self._key(values.get("key", ""), values.get("item", "").strip())
        rule, value = places.rule_of(law_library(), values["key"]), values.get("value")
        if rule is not None and rule.unit != "fen" and value is not None and value != int(value):
            self.add_error("value", f"应为整数（{unit_of(rule)}）；实为“{value}”。请改为整数。")
        if rule is not None and rule.unit == "yes_no" and value is not None and value not in (0, 1):
            self.add_error("value", f"应为1（是）或者0（否）；实为“{value}”。请改为1或者0。")
        return values

    def _key(self, key: str, item: str) -> str:
        """The parameter, with the item it is set for where it is set for one."""
        if key in places.of_subjects(law_library()):
            if not item:
                self.add_error("item", "此参数只对一个事项设定。请填写事项名称。")
            return f"{key}{Subject(catalogue='', name=item).bare_name}"
        if key and item:
            self.add_error("item", "此参数不对一个事项设定。请留空。")
        return key

    def save(self) -> None:
        values = self.cleaned_data
        rule = places.rule_of(law_library(), values["key"])
        scale = 100 if rule is not None and rule.unit == "fen" else 1
        calendars.set_parameter(
            bureau=self.bureau,
            key=values["key"],
            value=int(values["value"] * scale),
            start=values["start"],
            document=values["document"],
        )


def unit_of(rule: Limit | Threshold) -> str:
    """The unit of a local parameter as it is typed and shown."""
    return "元" if rule.unit == "fen" else {**THRESHOLD_UNITS, **UNITS}[rule.unit]


def local_titles() -> Mapping[str, str]:
    """Local parameter -> what it is and about whom."""
    law = law_library()
    rules = {**law.local_keys(), **places.adopted_by_key(law)}
    named = {key: f"{rule.title}（对一个事项）" for key, rule in places.of_subjects(law).items()}
    return {**{key: rule.title + _about(rule) for key, rule in rules.items()}, **named}


def _about(rule: Limit | Threshold) -> str:
    """Whom or what a rule is about, in brackets; nothing where it is about everybody."""
    about = dict(getattr(rule, "about", ()))
    return _ABOUT.get(about.get("party", ""), f"（{rule.note}）" if about and rule.note else "")


def local_choices() -> list[tuple[str, str]]:
    """The local parameters to choose from, each with its unit."""
    law = law_library()
    rules = {**law.local_keys(), **places.adopted_by_key(law), **places.of_subjects(law)}
    return [(key, f"{title}，以{unit_of(rules[key])}计") for key, title in local_titles().items()]


def parameter_title(key: str, titles: Mapping[str, str]) -> str:
    """What a parameter is, with the item it is set for where it is set for one."""
    rule = None if key in titles else places.rule_of(law_library(), key)
    return rule.title if rule is not None else titles.get(key, key)


def parameter_words(key: str, value: int) -> str:
    """A local parameter's value with its unit."""
    rule = places.rule_of(law_library(), key)
    if rule is None:
        return str(value)
    if rule.unit == "yes_no":
        return "是" if value else "否"
    return f"{value / 100:,.2f}元" if rule.unit == "fen" else f"{value}{unit_of(rule)}"
