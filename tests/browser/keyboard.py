"""A person without a mouse: reaches what is named with Tab, types, presses Enter."""

from pathlib import Path

from playwright.sync_api import Locator, Page

_MOST_TABS = 250
_HAS_FOCUS = "element => element === document.activeElement"


class Keyboard:
    """Moves through one page with keys only."""

    def __init__(self, page: Page) -> None:
        self.page = page
        # Playwright takes over file dialogues only while somebody listens, and begins without
        # waiting: a key pressed at once can be faster, and then nobody hears of the dialogue.
        page.on("filechooser", lambda _: None)

    def reach(self, target: Locator) -> None:
        """Press Tab until the focus is on the target, from where it is."""
        target.wait_for()
        for _ in range(_MOST_TABS):
            if target.evaluate(_HAS_FOCUS):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{_MOST_TABS} times Tab do not lead to {target}")

    def type(self, target: Locator, text: str) -> None:
        """Reach a field, empty it and type."""
        self.reach(target)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def press(self, target: Locator, key: str = "Enter") -> None:
        """Reach a link or a button and use it; wait for the page that follows."""
        self.reach(target)
        with self.page.expect_navigation(wait_until="load"):
            self.page.keyboard.press(key)
        self.page.wait_for_load_state("networkidle")

    def choose_file(self, target: Locator, path: Path) -> None:
        """Reach a file field, open the dialogue and choose."""
        self.reach(target)
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Space")
        chooser.value.set_files(path)
