"""Newsroom: a record with something of everything, for the queries that pages ask."""

from random import Random

from dragoman.pipeline import derive_positions
from dragoman.record import (
    Act,
    ActorKind,
    BoundSide,
    ClaimStatus,
    Code,
    DateRange,
    Document,
    Link,
    LinkKind,
    MeetingStatus,
    SegmentKind,
    Speaker,
    Stance,
    Statement,
)
from dragoman.store import Store
from tests import make

DATES = ["2024-03-01", "2024-03-02", "2024-03-02T10:00:00Z", "2024-03", "2023", None, None]
RANGES = [("2024-02-20", "2024-03-01"), ("2023-01", "2024-01"), ("2024", None), (None, "2024")]
OUTLETS = ["Daily Lamp", "Island Post", None]
CAST = (
    make.actor("Ada Brink", names=["Brink"], party=None),
    make.actor("Jon Mótt"),
    make.actor("Island", ActorKind.STATE),
    make.actor("an official", ActorKind.UNNAMED),
)
PARTIES = ["Island", "Mainland", None]
CONCEPTS = ["ports-open", "pilots-free", "tides"]
WORDS = "no ship will sail before the pilots are home on Friday"


def document(random: Random, number: int) -> Document:
    outlet = random.choice(OUTLETS)
    text = f"Ports {number}\n\n{number} {WORDS} and {number} then they rest"
    return make.document(
        text,
        f"{number:03}.txt",
        outlet=outlet,
        title=f"Title {number}" if number % 3 else None,
        published=DATES[number % len(DATES)],
        language=random.choice(["en", "uk", None]),
        segments=[
            make.segment(0, text.index("\n"), SegmentKind.HEADLINE),
            make.segment(text.index("\n") + 2, len(text)),
        ],
        flags=["unclosed quotation"] if number % 4 == 0 else [],
    )


def range_of(document: Document, number: int) -> DateRange | None:
    if document.published:
        return None
    first, last = RANGES[number % len(RANGES)]
    ends = zip(BoundSide, (first, last), strict=True)
    return make.date_range(
        document,
        *(make.bound(document, value, "ship", side=side) for side, value in ends if value),
    )


def statements(random: Random, document: Document) -> list[Statement]:
    contents = random.sample(["no ship", "the pilots", "home on Friday", "they rest"], 3)
    found = []
    for content in contents[: random.randint(0, 3)]:
        actor = random.choice([*CAST, None])
        codes = [
            Code(
                concept=concept,
                stance=random.choice(list(Stance)),
                condition=make.span(document, "Friday") if random.random() < 0.3 else None,
            )
            for concept in random.sample(CONCEPTS, random.randint(0, 2))
        ]
        found.append(
            make.statement(
                document,
                content,
                speaker=Speaker(id=actor.id, name=actor.name, kind=actor.kind) if actor else None,
                party=random.choice(PARTIES) if actor else None,
                act=random.choice([Act.DENY, Act.ASSERT, None]),
                codes=codes,
                via=[Link(name="Daily Lamp", kind=LinkKind.OUTLET)]
                if random.random() < 0.4
                else [],
                said_on=random.choice([None, None, "2024-02-29"]),
            )
        )
    return found


def fill(store: Store, documents: int = 28, seed: int = 7) -> None:
    """Fill a store with documents, all that is found in them, and positions."""
    random, writer = Random(seed), store.writer()
    writer.add_run(make.RUN)
    told: list[tuple[Document, list[Statement]]] = []
    for number in random.sample(range(documents), documents):
        found = document(random, number)
        writer.add_document(found)
        said = statements(random, found)
        cast = [
            actor for actor in CAST if any(s.speaker and s.speaker.id == actor.id for s in said)
        ]
        writer.put_reading(found.id, make.RUN.id, said, cast, range_of(found, number))
        told.append((found, said))
    everything = [statement for _, said in told for statement in said]
    groups = {
        tuple(random.sample(everything, random.randint(1, 3))): None for _ in range(documents)
    }
    writer.put_claims(
        make.claim(*group, text=f"claim {n}", status=random.choice(list(ClaimStatus)))
        for n, group in enumerate(groups)
    )
    writer.put_meetings(
        make.meeting(
            make.evidence(found, "ship"),
            participants=random.sample(["Island", "Mainland", "League"], 2),
            date=random.choice(["2024-03-01", "2024-03", "2024", None]),
            status=random.choice(list(MeetingStatus)),
        )
        for found, _ in told[::2]
    )
    writer.put_plans(
        make.plan(
            make.term(
                make.evidence(found, "pilots"),
                Code(concept=random.choice(CONCEPTS), stance=Stance.SUPPORT),
            ),
            name=random.choice(["Easter plan", "offer"]),
            by=random.choice(["Island", None]),
            date=random.choice(["2024-03-01", "2024", None]),
        )
        for found, _ in told[::2]
    )
    derive_positions(store)
