"""What a name denotes: scopes, imports, receivers, values, callers. It knows no vendor."""
