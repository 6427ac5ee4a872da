"""Plain values that the steps hand on, and the shapes that leave the library."""
