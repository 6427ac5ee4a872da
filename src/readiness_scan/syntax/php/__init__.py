"""The parts of PHP's reader, each building on the one before."""
