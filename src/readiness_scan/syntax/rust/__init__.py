"""The parts of Rust's reader, each building on the one before."""
