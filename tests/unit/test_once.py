"""What is worked out once: properties, functions of a form, functions of texts."""

from __future__ import annotations

from typing import Any

from zhperf.once import computed, per_form


class Counting:
    """Counts how often its property is worked out."""

    def __init__(self) -> None:
        self.count = 0
        self.results: dict[object, Any] = {}

    @computed
    def value(self) -> int:
        """The count, one more each time."""
        self.count += 1
        return self.count


@per_form
def counted(form: Counting, *words: str | None) -> tuple[int, tuple[str | None, ...]]:
    form.count += 1
    return form.count, words


@per_form
def other(form: Counting) -> str:
    return "other"


def test_a_property_is_worked_out_once_for_each_object() -> None:
    one, two = Counting(), Counting()
    assert (one.value, one.value, one.count) == (1, 1, 1)
    assert two.count == 0
    assert two.value == 1
    assert Counting.value.__doc__ == "The count, one more each time."


def test_a_form_keeps_results_by_function_and_arguments() -> None:
    one, two = Counting(), Counting()
    assert counted(one) == counted(one) == (1, ())
    assert counted(one, "a") == counted(one, "a") == (2, ("a",))
    assert counted(one, None) == (3, (None,))
    assert other(one) == "other"
    assert counted(two) == (1, ())
