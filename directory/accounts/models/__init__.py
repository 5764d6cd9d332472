"""What is stored of accounts, one file per noun."""
