/* Keys for lists and pages of decisions. j and k go to the next and the last row; another key presses what carries it in
   data-key, in the current row first, then on the page; x ticks the row. Nothing happens while somebody types. */
(() => {
  const rows = () => [...document.querySelectorAll("[data-key-row]")];
  const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select");
  let at = -1;

  const current = () => {
    const all = rows();
    const focused = all.findIndex((row) => row.contains(document.activeElement));
    if (focused >= 0) at = focused;
    return all[at];
  };

  const go = (step) => {
    const all = rows();
    if (!all.length) return;
    current();
    at = Math.min(Math.max(at + step, 0), all.length - 1);
    all.forEach((row, number) => row.classList.toggle("at", number === at));
    const first = all[at].querySelector("a, button, input");
    if (first) first.focus();
    all[at].scrollIntoView({ block: "nearest" });
  };

  const press = (element) => {
    if (element.tagName === "DETAILS") {
      element.open = true;
      const field = element.querySelector("textarea, input:not([type=hidden]), select, button");
      if (field) field.focus();
    } else element.click();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "j" || event.key === "k") {
      go(event.key === "j" ? 1 : -1);
      event.preventDefault();
      return;
    }
    const row = current();
    const name = CSS.escape(event.key);
    const found = (row && row.querySelector(`[data-key="${name}"]`)) || document.querySelector(`[data-key="${name}"]`);
    if (!found) return;
    event.preventDefault();
    press(found);
  });
})();
