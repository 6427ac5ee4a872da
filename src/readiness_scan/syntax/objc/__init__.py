"""The parts of Objective-C's reader, each building on the one before."""
