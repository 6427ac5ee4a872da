"""The parts of C#'s reader, each building on the one before."""
