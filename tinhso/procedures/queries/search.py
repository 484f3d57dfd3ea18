"""Search by everyday words: accents, case, telex keys and small typing mistakes are forgiven.

One statement finds candidates through the two indexes (any word, or likeness to a phrase) and
scores only their phrases, so the cost does not grow with the catalogue; one more reads the rows.
"""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import connection
from django.db.models import QuerySet
from django.db.models.fields.json import KeyTransform

from tinhso.core.keyset import page_by_keyset
from tinhso.procedures.models import ProcedureVersion
from tinhso.procedures.rules import asks_follow_up, is_follow_up, search_words

PAGE_SIZE = 20
MOST_RESULTS = 20
SURE_LIKENESS = 0.55
REAL_BY_NAME = ("is_demonstration", "sort_key", "id")
FOLLOW_UP_PENALTY = 0.2
# A demonstration procedure comes first only when nothing real is near.
DEMONSTRATION_PENALTY = 0.3
# A result far behind the best one is noise.
SHARE_OF_BEST = 0.55

_RANK = """
with candidates as (
    (select v.id from procedures_procedureversion v
     where v.search_vector @@ to_tsquery('simple', %(any_word)s) and {in_force}
     order by v.is_demonstration, ts_rank(v.search_vector, to_tsquery('simple', %(any_word)s)) desc,
        v.id limit 80)
    union
    (select version_id from (
        select distinct on (p.version_id) p.version_id, v.is_demonstration,
            word_similarity(%(words)s, p.text) as likeness
        from procedures_procedurephrase p
        join procedures_procedureversion v on v.id = p.version_id
        where p.text %%> %(words)s and {in_force}
        order by p.version_id, likeness desc) near
     order by is_demonstration, likeness desc, version_id limit 120)
), scored as (
    select p.version_id,
        word_similarity(%(words)s, p.text) as likeness,
        (case p.kind when 'EVERYDAY' then 1.0 when 'NAME' then 0.96 when 'SUMMARY' then 0.7
            else 0.55 end)
        * (0.40 * similarity(p.text, %(words)s)
            + 0.40 * word_similarity(%(words)s, p.text)
            + 0.20 * word_similarity(p.text, %(words)s)) as score
    from procedures_procedurephrase p join candidates c on c.id = p.version_id
), best as (
    select version_id, max(score) as score, max(likeness) as likeness
    from scored group by version_id
)
select b.version_id, b.likeness, b.score
    + 0.15 * least(1, ts_rank(v.search_vector, to_tsquery('simple', %(any_word)s)))
    - (case when v.is_demonstration then %(demonstration_penalty)s else 0 end) as score, v.name
from best b join procedures_procedureversion v on v.id = b.version_id
order by score desc, v.sort_key, b.version_id limit %(most)s
"""
_IN_FORCE = (
    "v.state = 'PUBLISHED' and v.valid_from <= %(on)s"
    " and (v.valid_to is null or v.valid_to > %(on)s)"
    " and (%(field)s = '' or v.field_id = (select id from procedures_field where code = %(field)s))"
    " and (%(tier)s = '' or v.tier = %(tier)s)"
    " and (%(department)s = '' or v.field_id in"
    " (select id from procedures_field where department = %(department)s))"
)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What narrows the catalogue: a field's code, a tier, a department; empty for all."""

    field: str = ""
    tier: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search found: the best first, or all in order of name when nothing was asked.

    ``is_suggestion`` says that nothing fits well and ``items`` are the nearest there are. The
    items lack ``content``; ``listed_ways`` holds its ways of filing.
    """

    items: tuple[ProcedureVersion, ...]
    next_cursor: str | None = None
    previous_cursor: str | None = None
    is_suggestion: bool = False


def search_procedures(
    query: str,
    *,
    on: date,
    field: str | None = None,
    tier: str | None = None,
    department: str | None = None,
    cursor: str | None = None,
) -> SearchResult:
    """Give the procedures in force on a day that a person means by the words they typed.

    An empty query lists all in order of name, demonstration ones last, page by page. Costs the
    same number of queries whatever is found.

    :raises BadCursor: the cursor is not one of this list.
    """
    words = search_words(query)
    wanted = Narrowing(field or "", tier or "", department or "")
    if not words:
        page = page_by_keyset(
            _narrowed(on, wanted), order=REAL_BY_NAME, cursor=cursor, size=PAGE_SIZE
        )
        return SearchResult(page.items, page.next_cursor, page.previous_cursor)
    ranked = _rank(words, on, wanted)
    best = max((hit.score for hit in ranked), default=0.0)
    kept = [hit.version_id for hit in ranked if hit.score >= best * SHARE_OF_BEST]
    rows = {row.pk: row for row in _listed(ProcedureVersion.objects.filter(pk__in=kept))}
    return SearchResult(
        items=tuple(rows[version_id] for version_id in kept),
        is_suggestion=max((hit.likeness for hit in ranked), default=0.0) < SURE_LIKENESS,
    )


@dataclass(frozen=True, slots=True)
class _Hit:
    version_id: int
    likeness: float
    score: float


def _rank(words: str, on: date, narrowing: Narrowing) -> list[_Hit]:
    """Give the versions nearest to folded words, the nearest first.

    ``likeness`` (0 to 1) says how much of the words was found in one phrase.
    """
    parameters: dict[str, str | int | float | date] = {
        "words": words,
        "any_word": _any_word(words),
        "on": on,
        **asdict(narrowing),
        "most": MOST_RESULTS,
        "demonstration_penalty": DEMONSTRATION_PENALTY,
    }
    with connection.cursor() as cursor:
        cursor.execute(_RANK.format(in_force=_IN_FORCE), parameters)
        found = cursor.fetchall()
    hits = [
        _Hit(version_id, float(likeness), float(score) - _penalty(name, words))
        for version_id, likeness, score, name in found
    ]
    return sorted(hits, key=lambda hit: -hit.score)


def _penalty(name: str, words: str) -> float:
    is_unasked = is_follow_up(name) and not asks_follow_up(words)
    return FOLLOW_UP_PENALTY if is_unasked else 0.0


def list_in_force(on: date) -> QuerySet[ProcedureVersion]:
    """Give every procedure in force on a day, as lists show them, real ones first, by name."""
    return _listed(ProcedureVersion.objects.in_force(on)).order_by(*REAL_BY_NAME)


def list_popular(on: date, limit: int = 8) -> list[ProcedureVersion]:
    """Give procedures to show before anyone asked: whole, online, in the pack's order.

    Whole: every part the law names, and the announcing decision known.
    """
    wanted = list_in_force(on).filter(is_online=True, is_demonstration=False)
    whole = wanted.filter(is_complete=True, is_announced=True)
    return list(whole.order_by("id")[:limit])


def _any_word(words: str) -> str:
    """Write a text query for any of the words; the last one may be half typed."""
    quoted = ["'{}'".format(word.replace("'", "")) for word in words.split()]
    return " | ".join([*quoted[:-1], f"{quoted[-1]}:*"])


def _narrowed(on: date, narrowing: Narrowing) -> QuerySet[ProcedureVersion]:
    versions = _listed(ProcedureVersion.objects.in_force(on))
    if narrowing.field:
        versions = versions.filter(field__code=narrowing.field)
    if narrowing.tier:
        versions = versions.filter(tier=narrowing.tier)
    if narrowing.department:
        versions = versions.filter(field__department=narrowing.department)
    return versions


def _listed(versions: QuerySet[ProcedureVersion]) -> QuerySet[ProcedureVersion]:
    return (
        versions.select_related("procedure", "field")
        .defer("content", "search_vector")
        .annotate(listed_ways=KeyTransform("ways", "content"))
    )
