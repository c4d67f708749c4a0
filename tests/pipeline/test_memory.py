import platform
import subprocess
import sys

import pytest

from pipeline.encoders.memory import keep_freed_memory

FAULTS = """
import resource, sys
import numpy as np
from pipeline.encoders.memory import keep_freed_memory
if sys.argv[1] == "kept":
    assert keep_freed_memory()
for _ in range(20):
    np.ones(6_000_000)  # beyond the 32 MiB that glibc would learn to keep
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt)
"""


def page_faults(how: str) -> int:
    return int(subprocess.run([sys.executable, "-c", FAULTS, how], capture_output=True, text=True, check=True).stdout)


def test_it_is_asked_once_and_harmless_again() -> None:
    assert keep_freed_memory() == keep_freed_memory()


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc can be told")
def test_what_is_freed_and_asked_for_again_is_not_mapped_anew() -> None:
    assert page_faults("kept") < page_faults("returned") / 2
