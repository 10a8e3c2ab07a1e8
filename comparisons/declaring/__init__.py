"""Declaring: how a concept is declared, what it may say, and which concepts there are.

Knows scratch, by whose signature a concept is known, and no other room. The declarations in `concepts/` are written in
its words; every other room reads them.
"""
