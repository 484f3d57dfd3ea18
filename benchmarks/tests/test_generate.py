"""Generated cases fit the tables and what reads them."""

from benchmarks.generate import write_cases
from tinhso.cases.models import Case, CaseEvent
from tinhso.cases.tests.factories import make_version, make_ward
from tinhso.identity.models import Person


def test_fifty_generated_cases_are_cases(db: None) -> None:
    """A column added to a model must not stop the generator."""
    ward, version = make_ward(), make_version()
    people = Person.objects.count()
    write_cases(50, version_id=version.pk, on="2021-06-02")
    cases = Case.objects.order_by("pk")
    assert cases.count() == 50
    assert CaseEvent.objects.filter(case__in=cases).count() == 100
    assert Person.objects.count() == people + 5
    assert {case.competent_agency_id for case in cases} == {ward.committee.pk}
    assert {case.state for case in cases} == {"FILED", "ACCEPTED", "IN_PROGRESS", "RETURNED"}
    assert cases[0].fee_exemption == ""
    assert cases[0].applicant.phone == ""
