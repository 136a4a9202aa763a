"""The commands about archives and their options; what they do is in `batch` and `status`."""

from __future__ import annotations

from zhperf.cli import batchoptions, checkoptions, options
from zhperf.cli.batchoptions import ExecutorChoice, ListFormatName
from zhperf.cli.finishing import finish, given_reading
from zhperf.cli.options import ColorWhen


def batch(
    archive: batchoptions.Archive = None,
    *,
    output: batchoptions.Dataset,
    glob: batchoptions.Glob = None,
    files_from: batchoptions.FilesFrom = None,
    output_format: batchoptions.TableFormat = None,
    jobs: batchoptions.Jobs = None,
    executor: batchoptions.Executor = ExecutorChoice.LOCAL,
    address: batchoptions.Address = None,
    state: batchoptions.StateFolder = None,
    timeout: batchoptions.Timeout = None,
    memory: batchoptions.Memory = None,
    retry: batchoptions.Retry = None,
    check: batchoptions.Check = False,
    select: checkoptions.Select = None,
    ignore: checkoptions.Ignore = None,
    profile: checkoptions.ProfileName = None,
    profile_path: checkoptions.ProfilePath = None,
    dry_run: batchoptions.DryRun = False,
    collect_only: batchoptions.CollectOnly = False,
    engine: options.Engine = None,
    template: options.Template = None,
    template_path: options.TemplatePath = None,
    no_repair: options.NoRepair = False,
    password: options.Password = None,
    config: options.ConfigFile = None,
    no_config: options.NoConfig = False,
    lang: options.Lang = None,
    quiet: options.Quiet = False,
    verbose: options.Verbose = 0,
    color: options.Color = ColorWhen.AUTO,
) -> None:
    """Convert an archive of documents to a dataset: tables, reports, an account of every file.

    Running it again goes on where it was, and reads only what is new or has changed. zhperf
    status shows how each document ended.
    """
    from zhperf.cli.batch import BatchOptions, run_batch
    from zhperf.cli.reading import ReadingOptions

    given = checkoptions.given_checks(
        given_reading(engine, template, template_path, lang, config, no_config=no_config),
        select=select,
        ignore=ignore,
        profile=profile,
        profile_paths=profile_path,
    )
    said = {
        "timeout": timeout,
        "memory": memory,
        "jobs": jobs,
        "format": output_format.value if output_format else None,
        "glob": glob,
    }
    given = given._replace(batch={key: one for key, one in said.items() if one is not None})
    chosen = BatchOptions(
        archive=archive,
        output=output,
        reading=ReadingOptions(None, password, given, repair=not no_repair),
        files_from=files_from,
        retry=tuple(one.value for one in retry or ()),
        check=check,
        dry_run=dry_run,
        collect_only=collect_only,
        executor=executor.value,
        address=address,
        state=state,
    )
    finish(lambda console: run_batch(chosen, console), lang, quiet, verbose, color)


def status(
    dataset: batchoptions.StatusDataset,
    state: batchoptions.States = None,
    group_by: batchoptions.GroupBy = None,
    sort: batchoptions.Sort = None,
    limit: batchoptions.Limit = None,
    output_format: batchoptions.ListFormat = ListFormatName.TABLE,
    lang: options.Lang = None,
) -> None:
    """Show how the documents of a dataset ended, also while zhperf batch is running.

    The codes are explained in docs/errors.md.
    """
    from zhperf.cli.status import StatusOptions, run_status

    chosen = StatusOptions(
        dataset=dataset,
        states=tuple(one.value for one in state or ()),
        group_by=group_by.value if group_by else None,
        sort=sort.value if sort else None,
        limit=limit,
        output_format=output_format.value,
    )
    finish(lambda console: run_status(chosen, console), lang)
