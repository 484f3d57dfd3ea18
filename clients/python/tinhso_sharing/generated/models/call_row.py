from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime






T = TypeVar("T", bound="CallRow")



@_attrs_define
class CallRow:
    """ A call made under the token's agreement; ``entry`` is its number in the ledger.

        Attributes:
            token (str):
            at (datetime.datetime):
            outcome (str):
            reference (str):
            fields (list[str]):
            record_count (int):
            entry (None | str):
     """

    token: str
    at: datetime.datetime
    outcome: str
    reference: str
    fields: list[str]
    record_count: int
    entry: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)





    def to_dict(self) -> dict[str, Any]:
        token = self.token

        at = self.at.isoformat()

        outcome = self.outcome

        reference = self.reference

        fields = self.fields



        record_count = self.record_count

        entry: None | str
        entry = self.entry


        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({
            "token": token,
            "at": at,
            "outcome": outcome,
            "reference": reference,
            "fields": fields,
            "record_count": record_count,
            "entry": entry,
        })

        return field_dict



    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        token = d.pop("token")

        at = datetime.datetime.fromisoformat(d.pop("at"))




        outcome = d.pop("outcome")

        reference = d.pop("reference")

        fields = cast(list[str], d.pop("fields"))


        record_count = d.pop("record_count")

        def _parse_entry(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        entry = _parse_entry(d.pop("entry"))


        call_row = cls(
            token=token,
            at=at,
            outcome=outcome,
            reference=reference,
            fields=fields,
            record_count=record_count,
            entry=entry,
        )


        call_row.additional_properties = d
        return call_row

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
