"""Who may do what: accounts, how they sign in, and the only place that decides."""
