"""The parts of Elixir's reader, each building on the one before."""
