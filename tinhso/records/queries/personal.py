"""What official work holds about a person: the tasks that were named to them."""

from django.utils.translation import gettext_lazy

from tinhso.access.api import DataHolder, plain_rows
from tinhso.records.models import Task

_TASK = ("title", "agency.name", "giver_name", "get_state_display", "given_at", "due_at", "done_at")


def _tasks(person_id: int) -> list[dict[str, object]]:
    rows = Task.objects.filter(person_id=person_id).select_related("agency").order_by("-id")
    return plain_rows(rows, *_TASK)


HOLDER = DataHolder(
    "tasks",
    gettext_lazy("Nhiệm vụ giao cho bạn"),
    _tasks,
    kept_because=gettext_lazy(
        "Nhiệm vụ là một phần của hồ sơ công việc, giữ theo pháp luật về lưu trữ."
    ),
)
