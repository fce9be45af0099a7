"""Metrics for Prometheus at `/metrics`: requests, response times, refused questions, the live generation.

Anyone can read them, as they never hold a question; to keep them private, block the path in the proxy. No label has a
value that a client can choose, so that no client can make the number of time series grow.

Where `PROMETHEUS_MULTIPROC_DIR` was set when prometheus_client was first imported, the numbers are sums over all
processes that share that folder, as under `opslag serve`; otherwise they are those of one application.
"""

from collections.abc import Iterator
from dataclasses import fields
from time import perf_counter

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram, Metric, generate_latest, values
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from index import OpslagError
from search import BudgetExceeded, Engine, Limits, QueryError

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
"""Upper bounds of the buckets of the response time, in seconds: most answers take milliseconds, and few take longer
than the time budget of a question, which is one second by default."""

NO_ENDPOINT = "none"
"""The label `endpoint` of a request whose path or method does not exist."""


def register(app: Flask) -> None:
    """Count the requests of `app`, and serve the numbers at `/metrics`.

    Register it before all others: Flask runs handlers in reverse order, so this one counts finished responses.
    Without an index that can be searched, `opslag_articles` and `opslag_generation_info` are left out.
    """
    registry = CollectorRegistry()
    registry.register(_LiveGeneration(app.extensions["engine"]))
    own: CollectorRegistry | None = registry
    if values.ValueClass is not values.MutexValue:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        own = None  # Registered here as well, this process would be counted twice.
    requests = Counter("opslag_requests", "Requests answered.", ("endpoint", "status"), registry=own)
    seconds = Histogram(
        "opslag_request_seconds", "Seconds until the answer stood ready.", ("endpoint",), registry=own, buckets=BUCKETS
    )
    refused = Counter("opslag_refused_questions", "Questions refused, by limit.", ("limit",), registry=own)
    for limit in fields(Limits):
        refused.labels(limit.name)  # Starts at 0, so that the first refusal shows up as an increase.

    def count(status: int) -> None:
        endpoint = request.endpoint or NO_ENDPOINT
        requests.labels(endpoint, status).inc()
        seconds.labels(endpoint).observe(perf_counter() - g.started)
        g.counted = True

    @app.before_request
    def start() -> None:
        g.started = perf_counter()

    @app.after_request
    def count_answer(response: Response) -> Response:
        match g.get("error"):
            case QueryError(limit=limit):
                refused.labels(limit).inc()
            case BudgetExceeded():
                refused.labels("seconds").inc()
        count(response.status_code)
        return response

    @app.teardown_request
    def count_failure(_error: BaseException | None) -> None:
        """Count a request that failed without an error page: the server answers 500."""
        if "started" in g and "counted" not in g:
            count(500)

    @app.get("/metrics", endpoint="metrics")
    def metrics() -> Response:
        return Response(generate_latest(registry), content_type=CONTENT_TYPE)


class _LiveGeneration(Collector):
    """What the live generation holds, read for each scrape, so that all workers report the same."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def collect(self) -> Iterator[Metric]:
        try:
            holdings = self._engine.holdings()
        except OpslagError:
            return
        yield GaugeMetricFamily("opslag_articles", "Articles in the live generation.", holdings.articles)
        yield InfoMetricFamily("opslag_generation", "The live generation.", {"generation": holdings.generation})
