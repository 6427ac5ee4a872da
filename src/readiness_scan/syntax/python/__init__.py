"""The parts of Python's reader, each building on the one before."""
