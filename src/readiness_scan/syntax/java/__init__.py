"""The parts of Java's reader, each building on the one before."""
