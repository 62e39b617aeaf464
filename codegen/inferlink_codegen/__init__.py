"""The generator: task schemas and provider files in, a typed package out."""
