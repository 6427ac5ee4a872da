"""What the readers of Java and Kotlin share."""
