"""Cases opened before their opening was entered into the ledger are entered now, as they stand."""

from django.db import migrations

FIXED = ("kind", "bureau_id", "department_id", "topic", "role_names", "opened_by_id", "exercise", "imported_from")


def enter(apps, schema_editor):
    """Enter each case with what does not follow from its acts."""
    from fadu.kernel import clock
    from fadu.ledger import services as ledger

    cases = apps.get_model("cases", "Case").objects.select_related("parent", "root").order_by("pk")
    for case in cases.iterator(chunk_size=500):
        body = {
            "number": case.number,
            "parent": case.parent.number if case.parent else None,
            "root": case.root.number if case.root else None,
            "opened_at": case.opened_at.astimezone(clock.LEGAL_TIME).isoformat(),
            **{name: getattr(case, name) for name in FIXED},
        }
        ledger.append(stream=f"opened:{case.number}", kind="opened", body=body, at=clock.now())


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0003_opened_by"),
        ("ledger", "0001_initial"),
    ]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
