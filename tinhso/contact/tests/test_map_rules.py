"""The schematic map: cells that share the land, circles and names that keep clear of each other."""

from hypothesis import given
from hypothesis import strategies as st

from tinhso.contact.queries.tiles import Cluster
from tinhso.contact.rules.cells import cells
from tinhso.contact.views.mapping import HEIGHT, WIDTH, MapView, draw_circles

DEGREES = st.floats(0, 1, allow_nan=False).map(lambda number: round(number, 4))
POINTS = st.lists(st.tuples(DEGREES, DEGREES), min_size=2, max_size=12, unique=True)


@given(POINTS)
def test_every_corner_of_a_cell_is_nearest_to_its_own_point(
    points: list[tuple[float, float]],
) -> None:
    for point, cell in zip(points, cells(points, reach=0.4), strict=True):
        for corner in cell:
            own = (corner[0] - point[0]) ** 2 + (corner[1] - point[1]) ** 2
            others = [(corner[0] - x) ** 2 + (corner[1] - y) ** 2 for x, y in points]
            assert own <= min(others) + 1e-6


@given(st.lists(st.tuples(DEGREES, DEGREES, st.integers(1, 4000)), max_size=40))
def test_circles_never_cover_each_other_and_lose_nothing(
    spots: list[tuple[float, float, int]],
) -> None:
    view = MapView(0.5, 0.5, 8)
    found = [Cluster(latitude, longitude, count, 0) for latitude, longitude, count in spots]

    for scale in (1.0, 2.0):
        circles = draw_circles(view, found, scale)
        assert sum(one.cluster.count for one in circles) == sum(count for *_where, count in spots)
        for index, one in enumerate(circles):
            for other in circles[index + 1 :]:
                apart = ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5
                assert apart >= one.radius + other.radius - 1e-6


@given(st.floats(0, WIDTH), st.floats(0, HEIGHT), st.integers(7, 15))
def test_place_and_point_undo_each_other(x: float, y: float, zoom: int) -> None:
    view = MapView(11.7, 106.8, zoom)

    found = view.place(*view.point(x, y))

    tolerance = 1 if zoom < 14 else 2
    assert abs(found[0] - x) < tolerance
    assert abs(found[1] - y) < tolerance
