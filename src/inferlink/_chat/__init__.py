"""The wire shapes of chat and text completion: messages that go out, pieces that are put together."""
