"""Reads of data sharing."""

from tinhso.sharing.queries.lists import (
    CallFilter,
    calls_about,
    calls_under,
    last_deliveries,
    list_agreements,
    list_clients,
    page_of_calls,
)
from tinhso.sharing.queries.services import (
    Ask,
    DataService,
    Question,
    SharedPage,
    SharedRecord,
    find_service,
    get_service,
    list_services,
    register_service,
)

__all__ = [
    "Ask",
    "CallFilter",
    "DataService",
    "Question",
    "SharedPage",
    "SharedRecord",
    "calls_about",
    "calls_under",
    "find_service",
    "get_service",
    "last_deliveries",
    "list_agreements",
    "list_clients",
    "list_services",
    "page_of_calls",
    "register_service",
]
