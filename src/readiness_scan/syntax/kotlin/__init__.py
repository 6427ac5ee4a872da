"""The parts of Kotlin's reader, each building on the one before."""
