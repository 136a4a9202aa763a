"""What is worked out once, although many rules ask for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Concatenate, Final, Generic, ParamSpec, Protocol, TypeVar, overload

Value = TypeVar("Value")
More = ParamSpec("More")

CACHED_TEXTS: Final = 4096
"""Texts of which each function keeps its result: cells are short, and much alike in a table."""

per_text = lru_cache(maxsize=CACHED_TEXTS)
"""For functions of texts alone; what they return is shared and must not be changed."""


class computed(Generic[Value]):
    """A property that is worked out when it is first asked for.

    `functools.cached_property` of Python 3.11 takes a lock each time: with a dozen properties of
    each row that takes longer than most rules.  No form is checked by two threads at once.
    """

    def __init__(self, compute: Callable[[Any], Value]) -> None:
        self._compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> computed[Value]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> Value: ...
    def __get__(self, instance: object | None, owner: type) -> computed[Value] | Value:
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self._compute(instance)
        return value


class Holder(Protocol):
    """What keeps results about itself."""

    @property
    def results(self) -> dict[object, Any]:
        """By function and its other arguments."""


Held = TypeVar("Held", bound=Holder)


def per_form(
    compute: Callable[Concatenate[Held, More], Value],
) -> Callable[Concatenate[Held, More], Value]:
    """For functions of a form: each form keeps the result, for as long as it is there itself.

    Their other arguments are given by position.
    """

    @wraps(compute)
    def known(form: Held, /, *args: More.args, **kwargs: More.kwargs) -> Value:
        results, key = form.results, (compute, args)
        if key not in results:
            results[key] = compute(form, *args, **kwargs)
        value: Value = results[key]
        return value

    return known
