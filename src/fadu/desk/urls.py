# SPDX-License-Identifier: MulanPSL-2.0
"""The addresses of the officers' site: one line a page."""

from django.urls import path, register_converter

from fadu.desk.addresses import Year
from fadu.desk.pages import (
    accounts,
    act,
    background,
    bureau,
    case,
    confirmations,
    document,
    figures,
    imports,
    inbox,
    notices,
    numbering,
    opening,
    parties,
    proof,
    report,
    search,
    sign_in,
    upload,
)

register_converter(Year, "year")
app_name = "desk"
urlpatterns = [
    path("", inbox.show, name="inbox"),
    path("done/", inbox.done, name="done"),
    path("sign-in/", sign_in.SignIn.as_view(), name="sign_in"),
    path("password/", sign_in.password, name="password"),
    path("sign-out/", sign_in.SignOut.as_view(), name="sign_out"),
    path("proof/", proof.show, name="proof"),
    path("proof/head/", proof.head, name="proof_head"),
    path("search/", search.show, name="search"),
    path("open/", opening.choose, name="choose"),
    path("open/<slug:kind>/", opening.show, name="open"),
    path("open/<slug:kind>/warnings/", opening.warn, name="warn_opening"),
    path("bureau/", bureau.show, name="bureau"),
    path("bureau/add/<slug:what>/", bureau.add, name="bureau_add"),
    path("bureau/appointment/<int:appointment_id>/end/", bureau.end, name="appointment_end"),
    path("bureau/account/<int:account_id>/<slug:what>/", accounts.change, name="account"),
    path("confirmations/", confirmations.show, name="confirmations"),
    path("confirmations/<int:proposal_id>/", confirmations.decide, name="confirmation"),
    path("bureau/background/", background.show, name="background"),
    path("bureau/background/<slug:key>/retry/", background.retry, name="background_retry"),
    path("bureau/notices/", notices.show, name="notices"),
    path("bureau/numbers/", numbering.show, name="numbers"),
    path("bureau/imports/", imports.show, name="imports"),
    path("bureau/imports/<slug:kind>.xlsx", imports.template, name="import_template"),
    path("case/<int:case_id>/", case.show, name="case"),
    path("case/<int:case_id>/do/<slug:action>/", act.show, name="act"),
    path("case/<int:case_id>/do/<slug:action>/warnings/", act.warn, name="warn"),
    path("case/<int:case_id>/upload/", upload.show, name="upload"),
    path("case/<int:case_id>/document/<int:document_id>.<str:fmt>", document.show, name="document"),
    path(
        "case/<int:case_id>/document/<int:document_id>/whole.<str:fmt>",
        document.show_whole,
        name="document_whole",
    ),
    path("case/<int:case_id>/parties/", parties.show, name="parties"),
    path("case/<int:case_id>/file/<int:evidence_id>/", upload.download, name="file"),
    path("figures/<year:year>/", figures.show, name="figures"),
    path("figures/<year:year>/<str:code>/", figures.records, name="figure"),
    path("report/<year:year>/", report.show, name="report"),
    path("report/<year:year>/records/<str:name>/", report.records, name="report_records"),
]
