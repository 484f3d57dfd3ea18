"""Where things go, by the plan alone: whole, split, ended; and that any plan keeps everything."""

from hypothesis import given
from hypothesis import strategies as st

from tinhso.orgs.api import Deciding, Fate, FateKind, Placement, Places, Plan, Undecided
from tinhso.reorganisation.tests.factories import DAY

PLACES = Places(
    communes={"A": ("N1",), "B": ("N2",), "C": ("N1", "N2"), "X": ("N3",)},
    inside={
        "A": frozenset({"A", "D"}),
        "B": frozenset({"B", "D"}),
        "C": frozenset({"C", "D"}),
        "X": frozenset({"X", "E"}),
    },
    committees={"N1": 101, "N2": 102, "N3": 103},
    departments={"Sở Xây dựng": 201},
    counters={101: 111, 102: 112, 103: 113, 201: 211},
)
PLAN = Plan(
    reorganisation_id=1,
    effective_on=DAY,
    legal_act="",
    fates={
        1: Fate(FateKind.WHOLE, "A", 101),
        2: Fate(FateKind.SPLIT, "D", 101, {"N1": 101, "N2": 102}),
        3: Fate(FateKind.ENDS, "D", 111),
    },
    matters={"house": Deciding("DEPARTMENT", "PROVINCE", "Sở Xây dựng"),
             "trade": Deciding("PEOPLES_COMMITTEE", "COMMUNE"),
             "lost": Deciding("DEPARTMENT", "PROVINCE", "Sở Cũ")},
    places=PLACES,
)  # fmt: skip


def test_agency_that_stays_keeps_its_work() -> None:
    assert PLAN.competent(9, "trade", ["A"]) == Placement(9)
    assert PLAN.counter(9, 101) == 9
    assert PLAN.successor(9) == Placement(9)


def test_whole_agency_passes_to_its_successor() -> None:
    assert PLAN.competent(1, "trade", []) == Placement(101)
    assert PLAN.counter(1, 102) == 101


def test_split_agency_follows_the_place() -> None:
    assert PLAN.competent(2, "trade", ["B"]) == Placement(102)
    assert PLAN.competent(2, "trade", ["X", "A"]) == Placement(101)
    assert PLAN.competent(2, "trade", ["C"]) == Placement(None, Undecided.PLACE_SPLIT)
    assert PLAN.competent(2, "trade", ["X"]) == Placement(None, Undecided.PLACE_UNKNOWN)


def test_ended_agency_follows_the_decided_matter() -> None:
    assert PLAN.competent(3, "house", []) == Placement(201)
    assert PLAN.competent(3, "trade", ["B"]) == Placement(102)
    assert PLAN.competent(3, "trade", []) == Placement(None, Undecided.PLACE_UNKNOWN)
    assert PLAN.competent(3, "unknown", ["A"]) == Placement(None, Undecided.NO_RULE)
    assert PLAN.competent(3, "lost", ["A"]) == Placement(None, Undecided.NO_OFFICE)
    assert PLAN.counter(3, 102) == 112
    assert PLAN.choices(3) == [101, 102, 201]


AGENCIES = st.integers(1, 6)
NEW = st.integers(101, 104)
FATES = st.dictionaries(
    AGENCIES,
    st.one_of(
        st.builds(Fate, st.just(FateKind.WHOLE), st.sampled_from("ABX"), NEW),
        st.builds(
            Fate,
            st.just(FateKind.SPLIT),
            st.just("D"),
            NEW,
            st.dictionaries(st.sampled_from(["N1", "N2", "N3"]), NEW, min_size=1),
        ),
        st.builds(Fate, st.just(FateKind.ENDS), st.just("D"), NEW),
    ),
)


@given(
    FATES,
    AGENCIES,
    st.sampled_from(["house", "trade", "lost", "unknown"]),
    st.lists(st.sampled_from(["A", "B", "C", "X", "?"])),
)
def test_any_plan_places_or_asks_and_never_sends_to_an_ended_agency(
    fates: dict[int, Fate], agency_id: int, matter: str, codes: list[str]
) -> None:
    plan = Plan(1, DAY, "", fates, PLAN.matters, PLACES)

    place = plan.competent(agency_id, matter, codes)

    assert (place.agency_id is None) == bool(place.reason)
    if place.agency_id is not None:
        assert place.agency_id not in fates
        assert (place.agency_id == agency_id) == (agency_id not in fates)
        assert plan.counter(agency_id, place.agency_id) not in fates
