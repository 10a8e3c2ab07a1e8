"""Yours: a person's own implementation of a concept, in NumPy, PyTorch or Keras, held against the truth.

Knows `mistakes/`, `frameworks/`, `judging/`, `processes/` and `declaring/`. The desk asks for it.
"""
