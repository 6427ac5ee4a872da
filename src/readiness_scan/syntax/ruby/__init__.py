"""The parts of Ruby's reader, each building on the one before."""
