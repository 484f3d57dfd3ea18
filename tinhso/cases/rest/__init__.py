"""The JSON API of cases: file, follow, list work, act; signed in by the site's session."""

from tinhso.cases.rest.cases import router

__all__ = ["router"]
