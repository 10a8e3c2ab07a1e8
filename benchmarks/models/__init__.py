"""The benchmark of ``triptych align``: ten pairs of models, mistakes planted in them, and models of two libraries.

``python -m benchmarks.models`` judges the diagnosis, ``python -m benchmarks.models.sound`` the benchmark itself,
``python -m benchmarks.models.sizes`` takes time and memory by number of layers, and ``python -m
benchmarks.models.libraries`` holds the models of two libraries against each other.
"""
