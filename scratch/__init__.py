"""Deep learning by hand: every concept as one function in NumPy, with its backward pass beside it."""
