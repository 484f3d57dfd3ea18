from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime






T = TypeVar("T", bound="AgreementOut")



@_attrs_define
class AgreementOut:
    """ What the token's agreement allows now.

        Attributes:
            service (str):
            version (int):
            purpose (str):
            fields (list[str]):
            per_minute (int):
            per_day (int):
            valid_from (datetime.date):
            valid_to (datetime.date | None):
     """

    service: str
    version: int
    purpose: str
    fields: list[str]
    per_minute: int
    per_day: int
    valid_from: datetime.date
    valid_to: datetime.date | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        service = self.service

        version = self.version

        purpose = self.purpose

        fields = self.fields



        per_minute = self.per_minute

        per_day = self.per_day

        valid_from = self.valid_from.isoformat()

        valid_to: None | str
        if isinstance(self.valid_to, datetime.date):
            valid_to = self.valid_to.isoformat()
        else:
            valid_to = self.valid_to


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "service": service,
            "version": version,
            "purpose": purpose,
            "fields": fields,
            "per_minute": per_minute,
            "per_day": per_day,
            "valid_from": valid_from,
            "valid_to": valid_to,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        service = d.pop("service")

        version = d.pop("version")

        purpose = d.pop("purpose")

        fields = cast(list[str], d.pop("fields"))


        per_minute = d.pop("per_minute")

        per_day = d.pop("per_day")

        valid_from = datetime.date.fromisoformat(d.pop("valid_from"))




        def _parse_valid_to(data: object) -> datetime.date | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                valid_to_type_0 = datetime.date.fromisoformat(data)



                return valid_to_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.date | None, data)

        valid_to = _parse_valid_to(d.pop("valid_to"))


        agreement_out = cls(
            service=service,
            version=version,
            purpose=purpose,
            fields=fields,
            per_minute=per_minute,
            per_day=per_day,
            valid_from=valid_from,
            valid_to=valid_to,
        )


        agreement_out.additional_properties = d
        return agreement_out

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
