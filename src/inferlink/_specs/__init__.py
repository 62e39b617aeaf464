"""What a file about a provider or server may say: its vocabulary, its checks, and the catalog of all that ships."""
