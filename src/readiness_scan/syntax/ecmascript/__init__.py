"""The parts of the reader that JavaScript and TypeScript share, each building on the one before."""
