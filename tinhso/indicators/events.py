"""What happened in the indicators slice: frozen dataclasses named in the past."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FactsRecorded:
    """Numbers of these indicators and periods are new or changed; keys are in this slice."""

    indicator_ids: tuple[int, ...]
    period_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class IndicatorDefined:
    """An indicator got a new version of what it means."""

    code: str
    number: int
