"""Aligning: two models that should be one, in PyTorch and in Keras, held against each other layer by layer.

Knows `judging/`, whose law it goes by, `declaring/`, whose layouts say which weights belong together, and `clock/`,
which times both. The desk asks for it.
"""
