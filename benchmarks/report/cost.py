"""Cost: what a million articles cost, from a rate that was measured and a price that is assumed."""

from dataclasses import dataclass

CORE_HOUR = 0.04
"""US dollars for one core for an hour, assumed: about what large providers list for machines that
are rented by the hour. Give your own with --core-hour."""

MILLION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a million articles take.

    Attributes:
        core_hours: Hours of one core.
        hours: Hours on so many cores as were measured.
        dollars: The price of the core hours.
    """

    core_hours: float
    hours: float
    dollars: float


def cost_of(rate: float, cores: int, core_hour: float = CORE_HOUR) -> Cost:
    """Work out what a million articles cost.

    Args:
        rate: Articles a second.
        cores: On how many cores.
        core_hour: US dollars for one core for an hour.
    """
    hours = MILLION / rate / 3600
    return Cost(core_hours=hours * cores, hours=hours, dollars=hours * cores * core_hour)
