"""From files to language-neutral facts. It knows no vendor."""
