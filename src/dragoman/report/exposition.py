"""Exposition: numbers in the text format that Prometheus and its kin read.

The format is that of https://prometheus.io/docs/instrumenting/exposition_formats/, version 0.0.4.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Kind(StrEnum):
    """How a number changes: a counter only grows, a gauge goes up and down."""

    COUNTER = "counter"
    GAUGE = "gauge"
    HISTOGRAM = "histogram"


@dataclass(frozen=True, slots=True)
class Sample:
    """One number.

    Attributes:
        value: The number.
        labels: What it is of: names and values.
        suffix: What the metric's name goes on with, such as "_bucket" of a histogram.
    """

    value: float
    labels: tuple[tuple[str, str], ...] = ()
    suffix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """Numbers of one kind.

    Attributes:
        name: Its name, which begins with "dragoman_".
        kind: How its numbers change.
        words: What it tells.
        samples: Its numbers.
    """

    name: str
    kind: Kind
    words: str
    samples: tuple[Sample, ...]


def single(name: str, kind: Kind, words: str, value: float) -> Metric:
    """Give a metric that is one number without labels."""
    return Metric(name=name, kind=kind, words=words, samples=(Sample(value),))


def expose(metrics: Iterable[Metric]) -> Iterator[str]:
    """Write metrics, line by line."""
    for metric in metrics:
        yield f"# HELP {metric.name} {_escaped(metric.words)}\n"
        yield f"# TYPE {metric.name} {metric.kind}\n"
        for sample in metric.samples:
            labels = ",".join(f'{name}="{_escaped(value)}"' for name, value in sample.labels)
            shown = f"{{{labels}}}" if labels else ""
            yield f"{metric.name}{sample.suffix}{shown} {_number(sample.value)}\n"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("\n", r"\n").replace('"', r"\"")


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(float(value))
