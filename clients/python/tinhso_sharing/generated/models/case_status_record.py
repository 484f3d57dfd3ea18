from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..types import UNSET, Unset
from typing import cast
import datetime






T = TypeVar("T", bound="CaseStatusRecord")



@_attrs_define
class CaseStatusRecord:
    """ How a case stands.

        Attributes:
            code (None | str | Unset):
            procedure_name (None | str | Unset):
            state (None | str | Unset):
            accepted_at (datetime.datetime | None | Unset):
            due_at (datetime.datetime | None | Unset):
            decided_at (datetime.datetime | None | Unset):
            competent_agency (None | str | Unset):
            applicant_name (None | str | Unset):
     """

    code: None | str | Unset = UNSET
    procedure_name: None | str | Unset = UNSET
    state: None | str | Unset = UNSET
    accepted_at: datetime.datetime | None | Unset = UNSET
    due_at: datetime.datetime | None | Unset = UNSET
    decided_at: datetime.datetime | None | Unset = UNSET
    competent_agency: None | str | Unset = UNSET
    applicant_name: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        code: None | str | Unset
        if isinstance(self.code, Unset):
            code = UNSET
        else:
            code = self.code

        procedure_name: None | str | Unset
        if isinstance(self.procedure_name, Unset):
            procedure_name = UNSET
        else:
            procedure_name = self.procedure_name

        state: None | str | Unset
        if isinstance(self.state, Unset):
            state = UNSET
        else:
            state = self.state

        accepted_at: None | str | Unset
        if isinstance(self.accepted_at, Unset):
            accepted_at = UNSET
        elif isinstance(self.accepted_at, datetime.datetime):
            accepted_at = self.accepted_at.isoformat()
        else:
            accepted_at = self.accepted_at

        due_at: None | str | Unset
        if isinstance(self.due_at, Unset):
            due_at = UNSET
        elif isinstance(self.due_at, datetime.datetime):
            due_at = self.due_at.isoformat()
        else:
            due_at = self.due_at

        decided_at: None | str | Unset
        if isinstance(self.decided_at, Unset):
            decided_at = UNSET
        elif isinstance(self.decided_at, datetime.datetime):
            decided_at = self.decided_at.isoformat()
        else:
            decided_at = self.decided_at

        competent_agency: None | str | Unset
        if isinstance(self.competent_agency, Unset):
            competent_agency = UNSET
        else:
            competent_agency = self.competent_agency

        applicant_name: None | str | Unset
        if isinstance(self.applicant_name, Unset):
            applicant_name = UNSET
        else:
            applicant_name = self.applicant_name


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
        })
        if code is not UNSET:
            field_dict["code"] = code
        if procedure_name is not UNSET:
            field_dict["procedure_name"] = procedure_name
        if state is not UNSET:
            field_dict["state"] = state
        if accepted_at is not UNSET:
            field_dict["accepted_at"] = accepted_at
        if due_at is not UNSET:
            field_dict["due_at"] = due_at
        if decided_at is not UNSET:
            field_dict["decided_at"] = decided_at
        if competent_agency is not UNSET:
            field_dict["competent_agency"] = competent_agency
        if applicant_name is not UNSET:
            field_dict["applicant_name"] = applicant_name

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        def _parse_code(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        code = _parse_code(d.pop("code", UNSET))


        def _parse_procedure_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        procedure_name = _parse_procedure_name(d.pop("procedure_name", UNSET))


        def _parse_state(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        state = _parse_state(d.pop("state", UNSET))


        def _parse_accepted_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                accepted_at_type_0 = datetime.datetime.fromisoformat(data)



                return accepted_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        accepted_at = _parse_accepted_at(d.pop("accepted_at", UNSET))


        def _parse_due_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                due_at_type_0 = datetime.datetime.fromisoformat(data)



                return due_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        due_at = _parse_due_at(d.pop("due_at", UNSET))


        def _parse_decided_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                decided_at_type_0 = datetime.datetime.fromisoformat(data)



                return decided_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        decided_at = _parse_decided_at(d.pop("decided_at", UNSET))


        def _parse_competent_agency(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        competent_agency = _parse_competent_agency(d.pop("competent_agency", UNSET))


        def _parse_applicant_name(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        applicant_name = _parse_applicant_name(d.pop("applicant_name", UNSET))


        case_status_record = cls(
            code=code,
            procedure_name=procedure_name,
            state=state,
            accepted_at=accepted_at,
            due_at=due_at,
            decided_at=decided_at,
            competent_agency=competent_agency,
            applicant_name=applicant_name,
        )


        case_status_record.additional_properties = d
        return case_status_record

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
