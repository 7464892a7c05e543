# SPDX-License-Identifier: MulanPSL-2.0
"""How much room an input takes: short ones stand beside each other, long texts have a row of their own."""

from __future__ import annotations

from django import forms, template

register = template.Library()

#: a list of choices none of which is longer is short, and so is a text that may not be longer than ``LONGEST``
CHOICE, LONGEST = 16, 60
#: so many choices to tick go with so many characters into half a row
FEW, ALL = 4, 40


@register.filter
def breadth(field: forms.BoundField) -> str:
    """``short`` (a quarter of a row: days, amounts, numbers, short lists), ``wide`` (a whole row), or nothing (half a row).

    >>> from django import forms
    >>> class Sample(forms.Form):
    ...     day = forms.DateField()
    ...     facts = forms.CharField(widget=forms.Textarea)
    ...     name = forms.CharField(max_length=200)
    ...     answer = forms.ChoiceField(choices=[("y", "是"), ("n", "否")])
    >>> [breadth(field) for field in Sample()]
    ['short', 'wide', '', 'short']
    """
    widget, said = field.field.widget, field.field
    if isinstance(widget, forms.Textarea):
        return "wide"
    titles = [str(title) for _, title in getattr(widget, "choices", ())]
    if isinstance(widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
        return "" if len(titles) <= FEW and sum(map(len, titles)) <= ALL else "wide"
    if isinstance(widget, forms.Select):
        return "short" if max(map(len, titles), default=0) <= CHOICE else ""
    if isinstance(widget, forms.FileInput):
        return ""
    if type(widget) is forms.TextInput and not isinstance(said, forms.IntegerField | forms.DecimalField):
        return "short" if (getattr(said, "max_length", None) or LONGEST + 1) <= LONGEST else ""
    return "short"


@register.filter
def meant_for(field: forms.BoundField) -> str:
    """The classes of a field that only some choices of another one ask for: with them it is shown, with the others it is not.

    A form says so in ``meant_for``: field -> the choices. Without a script it is a field like all others. ``meant_besides``: field -> the
    name of another field and the choices with which it is shown too, once something is said in that other.

    >>> from django import forms
    >>> class Sample(forms.Form):
    ...     meant_for, meant_besides = {"mail": ["post", "courier"]}, {"mail": ("why", ["hand"])}
    ...     mail, day = forms.CharField(), forms.DateField()
    >>> [meant_for(field) for field in Sample()]
    [' for-some for-post for-courier with-why also-hand', '']
    """
    choices = getattr(field.form, "meant_for", {}).get(field.name, ())
    why, more = getattr(field.form, "meant_besides", {}).get(field.name, ("", ()))
    besides = f" with-{why}" + "".join(f" also-{choice}" for choice in more) if why else ""
    return " for-some" + "".join(f" for-{choice}" for choice in choices) + besides if choices else ""


@register.filter
def must(field: forms.BoundField) -> bool:
    """Whether a field has to be filled in: none of a form that may be left empty, until something in it is."""
    is_optional = field.form.empty_permitted and not (field.form.is_bound and field.form.has_changed())
    return bool(field.field.required) and not is_optional
