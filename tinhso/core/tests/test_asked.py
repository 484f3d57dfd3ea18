"""Days and moments in requests are ISO 8601 text; numbers are not taken for seconds."""

import pytest
from pydantic import BaseModel, ValidationError

from tinhso.core.asked import AskedDay, AskedMoment


class Asked(BaseModel):
    on: AskedDay | None = None
    at: AskedMoment | None = None


@pytest.mark.parametrize(
    "words",
    [{"on": "2021-06-01"}, {"at": "2021-06-01T08:00:00Z"}, {"at": "2021-06-01T08:00:00.5+07:00"},
     {"on": None, "at": None}],
)  # fmt: skip
def test_iso_text_is_taken(words: dict[str, str | None]) -> None:
    assert set(Asked.model_validate(words).model_dump(exclude_unset=True)) == set(words)


@pytest.mark.parametrize(
    "words",
    [{"on": "0"}, {"on": 0}, {"on": "2021-6-1"}, {"on": "2021-02-30"}, {"on": "1622534400"},
     {"at": "0"}, {"at": 1622534400.5}, {"at": "2021-06-01"}, {"at": "2021-06-01T08:00:00"}],
)  # fmt: skip
def test_anything_else_is_refused(words: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Asked.model_validate(words)
