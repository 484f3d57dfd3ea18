"""Lets the keepers of closed cases read them."""

from django.db import migrations

from tinhso.core.rls import agency_among, agency_is, change_row_security, person_is

TAKING_PART = [
    agency_is("receiving_agency_id"),
    agency_is("competent_agency_id"),
    agency_is("assisting_agency_id"),
    agency_is("step_agency_id"),
    person_is("applicant_id"),
    agency_among("branch_agency_ids"),
]


class Migration(migrations.Migration):
    dependencies = [("cases", "0011_row_security_of_numbers")]

    operations = [
        change_row_security(
            "cases_case",
            former=TAKING_PART,
            conditions=[*TAKING_PART, agency_among("reader_agency_ids")],
        )
    ]
