"""Letting the successors of a case's offices read what belongs to it."""

from collections.abc import Mapping, Sequence

from tinhso.cases.models import CasePaper
from tinhso.documents.api import share_documents, share_uploads_with
from tinhso.identity.api import share_people
from tinhso.workflow.api import share_steps


def share_with_offices(applicants: Mapping[int, int], offices: Mapping[int, Sequence[int]]) -> None:
    """Let agencies read cases' documents, papers, steps and applicants.

    :param applicants: case to the applicant's key.
    :param offices: case to the agencies that may read from now on.
    """
    of_subject = [(f"case:{pk}", each) for pk, agencies in offices.items() for each in agencies]
    share_documents(of_subject)
    share_steps(of_subject)
    papers = CasePaper.objects.filter(case_id__in=list(offices)).values_list("case_id", "upload_id")
    share_uploads_with([(upload, each) for pk, upload in papers for each in offices[pk]])
    share_people([(applicants[pk], each) for pk, agencies in offices.items() for each in agencies])
