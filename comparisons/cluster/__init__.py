"""Cluster: the same questions on the machines of a Dask cluster, each of them a task for any of its workers.

Knows `judging/`, which asks and judges there as it does here, and `processes/`. Who does which task, and what becomes
of those of a lost machine, is Dask's to see to. Timing has no way here: it stays on the machine that it is about.
"""
