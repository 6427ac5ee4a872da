"""The answer in each output format, one module per format."""
