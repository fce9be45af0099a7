"""What an operator watches, for Prometheus: `/metrics`.

It is served like the rest, to everyone: it tells how much is asked and how fast it is answered, never what was asked.
Whoever wants to keep that from the world closes the path in the proxy. No label holds anything that a client can
choose, so nobody can fill the memory with them.

Where `PROMETHEUS_MULTIPROC_DIR` was in the environment when prometheus_client was first imported, the numbers are the
sums over all processes that share that folder, as under `opslag serve`; elsewhere they are those of one application.
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
"""Seconds. An answer takes milliseconds; beyond the time budget, a second, there is little to tell apart."""

NO_ENDPOINT = "none"
"""Stands for the endpoint of a request that none is there for: a path or method that does not exist."""


def register(app: Flask) -> None:
    """Count the requests of `app`, and answer `/metrics` with the numbers.

    Register it first: it counts last, as the answer stands ready, so that whoever has an answer finds it counted. An
    index that cannot be asked leaves out `opslag_articles` and `opslag_generation_info`.
    """
    registry = CollectorRegistry()
    registry.register(_Live(app.extensions["engine"]))
    own: CollectorRegistry | None = registry
    if values.ValueClass is not values.MutexValue:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        own = None  # else this process would be counted twice
    requests = Counter("opslag_requests", "Requests answered.", ("endpoint", "status"), registry=own)
    seconds = Histogram(
        "opslag_request_seconds", "Seconds until the answer stood ready.", ("endpoint",), registry=own, buckets=BUCKETS
    )
    refused = Counter("opslag_refused_questions", "Questions refused, by limit.", ("limit",), registry=own)
    for limit in fields(Limits):
        refused.labels(limit.name)  # 0 from the start: the first one is an increase as well

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
        """What could not even be answered with an error page: the server will say 500."""
        if "started" in g and "counted" not in g:
            count(500)

    @app.get("/metrics", endpoint="metrics")
    def metrics() -> Response:
        return Response(generate_latest(registry), content_type=CONTENT_TYPE)


class _Live(Collector):
    """What the live generation holds, looked up when it is asked for: so all workers say the same."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def collect(self) -> Iterator[Metric]:
        try:
            holdings = self._engine.holdings()
        except OpslagError:
            return
        yield GaugeMetricFamily("opslag_articles", "Articles in the live generation.", holdings.articles)
        yield InfoMetricFamily("opslag_generation", "The live generation.", {"generation": holdings.generation})
