"""What one device does to one server, stage by stage; each stage gives its figures.

Times run from the first byte sent to the last one read; answers are checked off the clock.
May be imported by: bench.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, islice
from statistics import median, quantiles

from bench import questions
from bench.cards import SEARCHED, SEARCHED_EVERY, Card, revised
from bench.client import Connection, Lanes, WrongAnswerError
from bench.peers import Server

Figures = dict[str, float]
LANES = 8
BATCH = 1_000
BATCH_DAVX5 = 10
CHANGED = 10
LEAST_SAMPLES = 5
IDLE_WAIT_S = 1.0
MS = 1e3
MIB = 1 << 20


@dataclass(frozen=True)
class Workload:
    """How much: the same for every server of a run."""

    first: int = 1_000
    parallel: int = 800
    large: int = 10_000
    samples: int = 500
    budget_s: float = 15.0
    """A stage of samples ends after this time: a server that needs a second gives fewer."""


QUICK = Workload(first=100, parallel=80, large=1_000, samples=50, budget_s=3.0)


@dataclass
class Trial:
    """One server in one round: its books, the cards of the large one, its figures so far."""

    server: Server
    workload: Workload
    cards: Sequence[Card]
    """Enough for the large book and, behind those, for what is added to it."""
    large: str = ""
    hrefs: list[str] = field(default_factory=list[str])
    figures: Figures = field(default_factory=dict[str, float])
    dice: random.Random = field(default_factory=lambda: random.Random(1))

    def put(self, book: str, card: Card, *, new: bool = True) -> bytes:
        """Make a PUT: a new card must not be there yet, as phones ask."""
        headers = questions.NEW_HEADERS if new else questions.CARD_HEADERS
        return self.server.address.prepare("PUT", book + card.name, card.body, headers=headers)

    def ask(self, method: str, body: bytes, *, depth: str = "1") -> bytes:
        """Make a question about the large book."""
        headers = (*questions.XML_HEADERS, f"Depth: {depth}")
        return self.server.address.prepare(method, self.large, body, headers=headers)


def idle(trial: Trial) -> Figures:
    """Look at a server that was just started and has nothing to do."""
    time.sleep(IDLE_WAIT_S)
    rss = trial.server.process.rss_bytes() / MIB
    return {"start_empty": trial.server.started_s, "rss_idle": rss}


def put_first(trial: Trial) -> Figures:
    """PUT new cards into an empty book, one after the other."""
    book = trial.server.make_book("first")
    puts = [trial.put(book, card) for card in trial.cards[: trial.workload.first]]
    times, cpu_s = _timed(trial, puts, statuses=(201, 204), whole=True)
    p50, p99 = _percentiles(times)
    figures = {"put_rate": len(times) / sum(times), "put_p50": p50, "put_p99": p99}
    return {**figures, "put_cpu": cpu_s * MS, "disk_first": trial.server.disk_bytes() / MIB}


def put_parallel(trial: Trial) -> Figures:
    """PUT new cards over `LANES` connections at once."""
    book = trial.server.make_book("parallel")
    puts = [trial.put(book, card) for card in trial.cards[: trial.workload.parallel]]
    cpu_s = trial.server.process.cpu_s()
    began = time.perf_counter()
    answers = Lanes(trial.server.address, count=LANES).drain(puts)
    took_s = time.perf_counter() - began
    cpu_s = trial.server.process.cpu_s() - cpu_s
    for answer in answers:
        questions.expect(answer, 201, 204)
    return {"put_8_rate": len(answers) / took_s, "put_8_cpu": cpu_s / len(answers) * MS}


def fill(trial: Trial) -> Figures:
    """Bring the large book in, by the quickest way that the server has; nothing is measured."""
    trial.large = trial.server.make_book("large")
    trial.server.fill(trial.large, trial.cards[: trial.workload.large])
    with Connection(trial.server.address) as connection:
        listed = connection.exchange(trial.ask("PROPFIND", questions.listing()))
    trial.hrefs = questions.members(listed, book=trial.large)
    _same(len(trial.hrefs), trial.workload.large, what="cards listed")
    return {}


def get(trial: Trial) -> Figures:
    """GET cards here and there in the large book."""
    hrefs = trial.dice.choices(trial.hrefs, k=2 * trial.workload.samples)
    gets = (trial.server.address.prepare("GET", href) for href in hrefs)
    times, cpu_s = _timed(trial, list(gets), statuses=(200,))
    return {"get_p50": median(times) * MS, "get_cpu": cpu_s * MS}


def poll(trial: Trial) -> Figures:
    """Ask whether anything changed; nothing did."""
    asked = trial.ask("PROPFIND", questions.poll(), depth="0")
    times, cpu_s = _timed(trial, [asked] * trial.workload.samples, statuses=(207,))
    return {"poll_p50": median(times) * MS, "poll_cpu": cpu_s * MS}


def first_sync(trial: Trial) -> Figures:
    """List everything by PROPFIND, then fetch it in batches of `BATCH`."""
    cpu_s = trial.server.process.cpu_s()
    with Connection(trial.server.address) as connection:
        listed = connection.exchange(trial.ask("PROPFIND", questions.listing()))
        hrefs = questions.members(listed, book=trial.large)
        fetched_s = _fetch(trial, connection, hrefs, batch=BATCH)
    cpu_s = trial.server.process.cpu_s() - cpu_s
    return {
        "list": listed.took_s * MS,
        "first_sync": listed.took_s + fetched_s,
        "first_sync_cpu": cpu_s,
    }


def first_sync_davx5(trial: Trial) -> Figures:
    """List everything by sync-collection, then fetch it by tens, as DAVx5 does."""
    with Connection(trial.server.address) as connection:
        hrefs, _, listed_s = _changes(trial, connection, since="")
        fetched_s = _fetch(trial, connection, hrefs, batch=BATCH_DAVX5)
    return {"list_sync": listed_s * MS, "first_sync_davx5": listed_s + fetched_s}


def changes(trial: Trial) -> Figures:
    """Ask what changed, after `CHANGED` cards did; making the changes is off the clock."""
    times: list[float] = []
    with Connection(trial.server.address) as connection:
        _, token, _ = _changes(trial, connection, since="")
        for revision in _within(trial.workload, limit=trial.workload.samples // 10):
            changed = trial.dice.sample(trial.cards[: trial.workload.large], k=CHANGED)
            for card in changed:
                edited = revised(card, revision=revision)
                answer = connection.exchange(trial.put(trial.large, edited, new=False))
                questions.expect(answer, 200, 201, 204)
            hrefs, token, took_s = _changes(trial, connection, since=token)
            _same(len(hrefs), CHANGED, what="changes")
            times.append(took_s)
    return {"changes_p50": median(times) * MS}


def search(trial: Trial) -> Figures:
    """Look for a name."""
    asked = trial.ask("REPORT", questions.search(SEARCHED[:6].lower()))
    times: list[float] = []
    with Connection(trial.server.address) as connection:
        for _ in _within(trial.workload, limit=trial.workload.samples // 5):
            answer = connection.exchange(asked)
            there = trial.workload.large // SEARCHED_EVERY
            _same(questions.bodies(answer), there, what="cards found")
            times.append(answer.took_s)
    return {"search_p50": median(times) * MS}


def put_large(trial: Trial) -> Figures:
    """PUT new cards into the large book."""
    added = trial.cards[trial.workload.large :]
    times, _ = _timed(trial, [trial.put(trial.large, card) for card in added], statuses=(201, 204))
    return {"put_large_p50": median(times) * MS}


def after(trial: Trial) -> Figures:
    """Look at what the server has become, a second later; then start it again over all it holds."""
    time.sleep(IDLE_WAIT_S)
    rss = trial.server.process.rss_bytes() / MIB
    disk = trial.server.disk_bytes() / MIB
    trial.server.stop()
    trial.server.start()
    return {"rss_after": rss, "disk_after": disk, "start_full": trial.server.started_s}


Stage = Callable[[Trial], Figures]
STAGES: tuple[Stage, ...] = (
    *(idle, put_first, put_parallel, fill, get, poll, first_sync, first_sync_davx5),
    *(changes, search, put_large, after),
)


def _timed(
    trial: Trial, requests: Sequence[bytes], *, statuses: tuple[int, ...], whole: bool = False
) -> tuple[list[float], float]:
    """Give the seconds of each request and the server's CPU seconds of one."""
    turns = range(len(requests)) if whole else _within(trial.workload, limit=len(requests))
    with Connection(trial.server.address) as connection:
        connection.exchange(trial.server.address.prepare("OPTIONS", trial.server.home))
        cpu_s = trial.server.process.cpu_s()
        answers = [connection.exchange(requests[turn]) for turn in turns]
        cpu_s = trial.server.process.cpu_s() - cpu_s
    times = [questions.expect(answer, *statuses).took_s for answer in answers]
    return times, cpu_s / len(times)


def _within(workload: Workload, *, limit: int) -> Iterator[int]:
    """Count up to `limit`, but no further once the budget of time is spent."""
    until = time.perf_counter() + workload.budget_s
    for turn in islice(count(), max(limit, LEAST_SAMPLES)):
        if turn >= LEAST_SAMPLES and time.perf_counter() > until:
            return
        yield turn


def _fetch(trial: Trial, connection: Connection, hrefs: Sequence[str], *, batch: int) -> float:
    """Fetch all of these whole; give the seconds."""
    asked = [hrefs[at : at + batch] for at in range(0, len(hrefs), batch)]
    took_s, came = 0.0, 0
    for some in asked:
        answer = connection.exchange(trial.ask("REPORT", questions.multiget(some)))
        came += questions.bodies(answer)
        took_s += answer.took_s
    _same(came, trial.workload.large, what="cards fetched")
    return took_s


def _changes(trial: Trial, connection: Connection, *, since: str) -> tuple[list[str], str, float]:
    """Ask for changes until there are no more; give their hrefs, the token, the seconds."""
    hrefs: list[str] = []
    took_s = 0.0
    token, has_more = since, True
    while has_more:
        asked = trial.ask("REPORT", questions.changes(token), depth="0")
        answer = connection.exchange(asked)
        took_s += answer.took_s
        hrefs += questions.members(answer, book=trial.large)
        token, has_more = questions.token(answer), questions.has_more(answer)
    return hrefs, token, took_s


def _percentiles(times: Sequence[float]) -> tuple[float, float]:
    """Give p50 and p99 in milliseconds."""
    cuts = quantiles(times, n=100, method="inclusive")
    return cuts[49] * MS, cuts[98] * MS


def _same(got: int, expected: int, *, what: str) -> None:
    """Stop a bench that measures a wrong answer."""
    if got != expected:
        raise WrongAnswerError(f"{what}: {got}, not {expected}")
