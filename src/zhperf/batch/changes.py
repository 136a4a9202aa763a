"""Files that are no longer what they were when the run was planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhperf.batch.planning import planned_task
from zhperf.batch.state import KnownFile
from zhperf.batch.work import content_hash

if TYPE_CHECKING:
    from zhperf.batch.planning import BatchSetup, Place, Task
    from zhperf.batch.state import State


def changed_since(task: Task) -> bool:
    """Whether the file of a task holds another content by now, or is gone."""
    try:
        return content_hash(task.places[0].location) != task.sha256
    except OSError:
        return True


def put_off(task: Task, state: State, setup: BatchSetup) -> list[Task] | None:
    """What to do instead of a task whose file changed or is gone.

    The old content is read at its next place.  The new one is read once; what changes again
    meanwhile is being written, and has failed.

    Args:
        task: What could not be done.
        state: Learns of the new content.
        setup: Of the run.

    Returns:
        Tasks, none if all is done already; None: there is nothing to try, the task has failed.
    """
    place, others = task.places[0], task.places[1:]
    instead = [task._replace(places=others)] if others else []
    try:
        file = _seen_again(place)
    except OSError:
        if others:
            state.keep_file(KnownFile(place.path, 0, 0, None))
        return instead or None
    if task.changed:
        return instead or None
    state.keep_file(file)
    if file.sha256 is None or file.sha256 == task.sha256:
        return [task._replace(changed=True)]
    anew = planned_task(file.sha256, (place,), state.result(file.sha256), setup)
    return instead if anew is None else [*instead, anew._replace(changed=True)]


def _seen_again(place: Place) -> KnownFile:
    """The file as it is; its time is that of before it is read, so a later change shows.

    Raises:
        OSError: It is gone, or cannot be read.
    """
    before = place.location.stat()
    sha256 = content_hash(place.location)
    return KnownFile(place.path, before.st_size, before.st_mtime_ns, sha256)
