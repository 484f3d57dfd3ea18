"""Journeys over two slices of daily work: a contact goes on as a task, or as an application."""

from tinhso.portal.operations.applications_of_contacts import (
    Applicant,
    NoContent,
    begin_application_of_contact,
)
from tinhso.portal.operations.tasks_of_contacts import TaskWanted, make_task_of_contact

__all__ = [
    "Applicant",
    "NoContent",
    "TaskWanted",
    "begin_application_of_contact",
    "make_task_of_contact",
]
