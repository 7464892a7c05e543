"""Every entry bears a mark made with a key that lies outside the database.

Entries written before cannot be marked afterwards without trusting what stands there: a database that holds some is refused.
"""

from django.db import migrations, models

from fadu.kernel.errors import FaduError


class UnmarkedError(FaduError):
    """这里的账本由较早的开发版本写成，各项没有印记，本版本不能接着写。请继续使用写成它的版本，或者把 FADU_HOME 设为空文件夹，再运行 fadu init。"""

    code = "unmarked"


def refuse(apps, schema_editor):
    """Entries without a mark are not carried over."""
    if apps.get_model("ledger", "LedgerEntry").objects.exists():
        raise UnmarkedError


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_format_two")]

    operations = [
        migrations.RunPython(refuse, migrations.RunPython.noop),
        migrations.AddField(
            "ledgerentry", "mark", models.CharField(max_length=64, verbose_name="印记"), preserve_default=False
        ),
    ]
