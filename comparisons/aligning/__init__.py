"""Aligning: two models that should be one, in PyTorch and in Keras, held against each other layer by layer.

Knows `judging/`, whose law it goes by, and `declaring/`, whose layouts say which weights belong together.
The desk asks for it.
"""
