"""How many examples the property tests try: few on every run, many when asked.

`HYPOTHESIS_PROFILE=thorough make test` tries a thousand fresh ones of each; without it the same few
are tried every time, so that a red run is never a matter of luck.
"""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "quick",
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "thorough",
    max_examples=1000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
