"""The committee's pages: written opinions and recusal; and what the observer watches."""
