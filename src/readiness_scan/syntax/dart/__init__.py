"""The parts of Dart's reader, each building on the one before."""
