// A notice whose button takes back what was just done: after some seconds the history does it instead.
export default function undoNotice(notice) {
  const form = notice.querySelector("form");
  const later = notice.querySelector(".undo__later");
  const isHeld = () => notice.contains(document.activeElement) || notice.matches(":hover");
  const retire = () => {
    if (isHeld()) {
      setTimeout(retire, 1000);
      return;
    }
    form.hidden = true;
    later.hidden = false;
  };
  setTimeout(retire, Number(notice.dataset.seconds) * 1000);
}
