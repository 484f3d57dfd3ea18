"""Organisations: known by their tax code, as the business register describes them."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy

from tinhso.core.actors import SYSTEM, Actor
from tinhso.core.errors import DomainError
from tinhso.core.rls import acting_as
from tinhso.core.sealed import blind_index
from tinhso.identity.gateways import business_register
from tinhso.identity.models import Mandate, Person, PersonKind
from tinhso.identity.operations.mandates import MandateNotYours, represent_organisation
from tinhso.ledger.api import record


class EnterpriseUnknown(DomainError):
    """The register has no working enterprise with this tax code."""

    code = "enterprise_unknown"
    text = gettext_lazy(
        "Không có doanh nghiệp, hộ kinh doanh đang hoạt động với mã số này trong cơ sở dữ liệu"
        " đăng ký kinh doanh. Hãy kiểm tra lại mã số."
    )


class NotLegalRepresentative(DomainError):
    """The register names somebody else as the legal representative."""

    code = "not_legal_representative"
    text = gettext_lazy(
        "Cơ sở dữ liệu đăng ký kinh doanh ghi người khác là đại diện theo pháp luật. Người đó có"
        " thể đăng nhập và ủy quyền cho bạn."
    )


def act_for_enterprise(*, actor: Actor, tax_code: str, at: datetime, on: date) -> Mandate:
    """Let the acting citizen represent an enterprise, if the register names them.

    The register is asked before the transaction's rows are touched.

    :raises MandateNotYours: no citizen acts for themselves.
    :raises BusinessRegisterAway: the register does not answer.
    :raises EnterpriseUnknown: there is none with this code, or it no longer works.
    :raises NotLegalRepresentative: the register names somebody else.
    """
    if not actor.is_citizen or actor.capacity is not None or actor.person_id is None:
        raise MandateNotYours
    enterprise = business_register.find_enterprise(tax_code)
    if enterprise is None or not enterprise.is_active:
        raise EnterpriseUnknown
    with acting_as(SYSTEM):
        person = Person.objects.get(pk=actor.person_id)
    if person.identity_number not in enterprise.representatives:
        raise NotLegalRepresentative
    return _register(enterprise, person, actor, at, on)


@transaction.atomic
def _register(
    enterprise: "business_register.Enterprise", person: Person, actor: Actor, at: datetime, on: date
) -> Mandate:
    with acting_as(SYSTEM):
        organisation, _ = Person.objects.update_or_create(
            identity_index=blind_index(enterprise.tax_code),
            defaults={
                "kind": PersonKind.LEGAL,
                "full_name": enterprise.name,
                "address": enterprise.address,
                "area_code": enterprise.area_code,
                "phone": enterprise.phone,
                "email": enterprise.email,
            },
            create_defaults={
                "kind": PersonKind.LEGAL,
                "full_name": enterprise.name,
                "identity_number": enterprise.tax_code,
                "address": enterprise.address,
                "area_code": enterprise.area_code,
                "phone": enterprise.phone,
                "email": enterprise.email,
                "created_at": at,
            },
        )
        mandate = represent_organisation(
            organisation=organisation, representative=person, at=at, on=on
        )
    payload = {"organisation": organisation.pk, "representative": person.pk}
    record(
        kind="MANDATE_FROM_REGISTER",
        subject=f"mandate:{mandate.pk}",
        payload=payload,
        actor=actor,
        at=at,
    )
    return mandate
