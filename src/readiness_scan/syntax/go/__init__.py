"""The parts of Go's reader, each building on the one before."""
