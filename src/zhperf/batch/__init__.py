"""An archive of documents to a dataset: resumable, with an honest account of every file.

    archive/**/*.pdf ─ listed ─> files ─ planned ─> jobs ─ supervised workers ─> json/, state
                                                                       └─ collected ─> tables

A dataset is a directory.  `json/` holds one report for each distinct content, named by its
SHA-256; `findings/` the same for what `--check` found; `.zhperf/state.sqlite` says what is done,
beside the lock of the run and the logs of crashes.
The tables are made anew from these in one pass.  A document's files are written first (temporary
name, fsync, rename), its row in the state after: whatever ends the run, at worst what was in
flight is done again.
"""
