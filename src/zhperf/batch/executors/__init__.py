"""Where the parts of a run are done: on this machine, or on the workers of a cluster.

Each module has one executor.  An executor knows nothing of documents: it does a function on every
part and gives the results in the order in which they come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, TypeAlias, TypeVar, get_args

from zhperf.errors import Bilingual, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

ExecutorName: TypeAlias = Literal["local", "dask"]
EXECUTORS: tuple[ExecutorName, ...] = get_args(ExecutorName)

PartT = TypeVar("PartT")
PartT_contra = TypeVar("PartT_contra", contravariant=True)
MadeT = TypeVar("MadeT")
MadeT_co = TypeVar("MadeT_co", covariant=True)


def _never() -> bool:
    return False


class Watch(NamedTuple):
    """What the one who waits for a run wants to do meanwhile; of this process only."""

    on_poll: Callable[[], None] | None = None
    """Called again and again while waiting."""
    stopped: Callable[[], bool] = _never
    """Asked before anything is begun: True lets what is in flight end and begins no more."""


class Work(Protocol[PartT_contra, MadeT_co]):
    """A function of a module; its arguments and results can be pickled."""

    def __call__(self, part: PartT_contra, watch: Watch) -> MadeT_co:
        """Do a part; on another machine the watch is one that sees nothing."""


class Executor(Protocol):
    """Does parts; a context manager that lets go of the cluster."""

    @property
    def own_workers(self) -> int | None:
        """Processes for one part, where the executor knows; None: as many as the user wants."""

    def spread(
        self, work: Work[PartT, MadeT], parts: Iterable[PartT], watch: Watch
    ) -> Iterator[MadeT]:
        """Do the work on every part; parts are drawn only when there is room for them.

        Raises:
            ZhperfError: As the work, or the cluster cannot be used.
        """

    def __enter__(self) -> Executor: ...

    def __exit__(self, *error: object) -> None: ...


def open_executor(name: ExecutorName, address: str | None = None) -> Executor:
    """The executor of a name.

    Args:
        name: Which.
        address: Of the cluster's scheduler, such as tcp://10.0.0.1:8786; None for "local".

    Raises:
        UsageError: An address is missing or too many, or nobody answers there.
        MissingExtraError: The cluster's package is not installed.
    """
    if name == "local":
        if address is not None:
            raise _wrong_address(
                Bilingual("this machine has no address", "本机执行不需要地址"),
                Bilingual("add --executor dask", "请加 --executor dask"),
            )
        from zhperf.batch.executors.local import LocalExecutor

        return LocalExecutor()
    if address is None:
        raise _wrong_address(
            Bilingual(f"--executor {name} needs an address", f"--executor {name} 需要地址"),
            Bilingual(
                "such as --address tcp://10.0.0.1:8786", "例如 --address tcp://10.0.0.1:8786"
            ),
        )
    from zhperf.batch.executors.dask import DaskExecutor

    return DaskExecutor(address)


def _wrong_address(reason: Bilingual, fix: Bilingual) -> UsageError:
    return UsageError("--address", reason=reason, fix=fix)
