"""Stands for zhperf.config: settings without the stages that they configure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    engine: str
    pages: str | None
    password: str | None
    language: str
    template: str
    template_paths: tuple[str, ...]
    repair: bool
    verify: bool
