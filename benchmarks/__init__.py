"""Benchmarks that take too long to be tests; they judge what the tests can only spot-check."""
