"""Reads of the steps a subject went through."""

from tinhso.workflow.models import StepRun


def list_steps(subject: str) -> list[StepRun]:
    """Give every stay of a subject in a step, oldest first, with agency and person."""
    return list(
        StepRun.objects.filter(subject=subject)
        .select_related("agency", "assignee")
        .order_by("ordinal")
    )
