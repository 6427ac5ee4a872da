"""The parts of Swift's reader, each building on the one before."""
