"""One module a client, all with the same two classes, `Sync` and `Async`; what a client cannot do, its class lacks."""
