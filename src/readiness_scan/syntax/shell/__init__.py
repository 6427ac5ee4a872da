"""The parts of the shell's reader, each building on the one before."""
