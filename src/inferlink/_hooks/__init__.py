"""What hooks are told of a call and a stream, and the spans that OpenTelemetry gets of it."""
