"""The site as a sender of letters, for tests."""

from directory.catalog.letterhead import Letterhead

LETTERHEAD = Letterhead("https://annuaire.example", "contact@annuaire.example", ("key of tests",))
