"""Addresses of incoming documents and tasks."""

from django.urls import URLPattern, path

from tinhso.records.views import (
    directives,
    incoming,
    incoming_acts,
    quarantine,
    register,
    task_acts,
    tasks,
)

_IN, _TASK = "can-bo/van-ban-den", "can-bo/nhiem-vu"

urlpatterns: list[URLPattern] = [
    path(f"{_IN}/", incoming.incoming_list, name="incoming"),
    path(f"{_IN}/nhan/", incoming.receive, name="receive"),
    path(f"{_IN}/so/", register.incoming_register_book, name="incoming_register"),
    path(f"{_IN}/<slug:token>/", incoming.incoming_document, name="incoming_document"),
    path(f"{_IN}/<slug:token>/theo-doi/", incoming.incoming_follow, name="incoming_follow"),
    path(f"{_IN}/<slug:token>/tai-goi/", incoming.incoming_bundle, name="incoming_bundle"),
    path(
        f"{_IN}/<slug:token>/tep/<slug:file_token>/", incoming.incoming_file, name="incoming_file"
    ),
    path(f"{_IN}/<slug:token>/viec/<slug:act>/", incoming_acts.incoming_act, name="incoming_act"),
    path(f"{_TASK}/", tasks.task_list, name="tasks"),
    path(f"{_TASK}/theo-don-vi/", tasks.overdue, name="overdue"),
    path(f"{_TASK}/<slug:token>/", tasks.task, name="task"),
    path(f"{_TASK}/<slug:token>/viec/<slug:act>/", task_acts.task_act, name="task_act"),
    path("can-bo/chi-dao/", directives.directives, name="directives"),
    path("can-bo/chi-dao/moi/", directives.new_directive, name="new_directive"),
    path("can-bo/chi-dao/<slug:token>/", directives.directive, name="directive"),
    path(
        "can-bo/chi-dao/<slug:token>/van-ban/", directives.draft_document, name="directive_document"
    ),
    path("can-bo/niem-phong/", quarantine.quarantine, name="quarantine"),
    path("can-bo/niem-phong/<slug:token>/mo/", quarantine.quarantine_open, name="quarantine_open"),
    path(
        "can-bo/niem-phong/<slug:token>/quyet-dinh/",
        quarantine.quarantine_decide,
        name="quarantine_decide",
    ),
]
