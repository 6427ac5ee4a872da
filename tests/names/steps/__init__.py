"""The steps of resolution, how each is taken away, and which fixtures are wrong without it."""
