"""The commands of « directory », one file per noun."""
