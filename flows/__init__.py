"""Flows: the regulation as a story, one file a stage.

``stage`` is the skeleton of open, wait, close and decide; a stage's file says which tasks do that.
Beside them stand the office's own actions and the clock.

A flow file defines flows only: no class, no table, no arithmetic, no SQL. Prefect puts this folder
first on the import path and runs its files under a second name, so no file here may be called like
a package of ours, of the standard library or of an installed distribution.
"""
