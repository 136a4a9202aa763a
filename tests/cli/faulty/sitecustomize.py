"""Puts a scripted pipeline in the place of the real one, in every process of a test's run.

Python imports this module at its start if it finds it on PYTHONPATH.  So the command line,
the supervisor and the writers under test are the real ones, and only the reading is played.
"""

from __future__ import annotations

import importlib.machinery
import importlib.util
import os
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from pathlib import Path
from types import ModuleType

REPLACED = {"zhperf.pipeline": "scripted_pipeline.py", "zhperf.config": "scripted_config.py"}


class Replacement(MetaPathFinder):
    """Finds the scripted modules under the names of the real ones."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name not in REPLACED:
            return None
        return importlib.util.spec_from_file_location(
            name, Path(__file__).with_name(REPLACED[name])
        )


sys.meta_path.insert(0, Replacement())
for package in os.environ.get("MISSING_PACKAGES", "").split():
    sys.modules[package] = None  # type: ignore[assignment]  # as if it were not installed
