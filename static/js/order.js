/* Move the rows of a list without loading the page anew: by the buttons that each row has, or by dragging its handle.
   <ol data-order> of <li data-order-row>, each with a hidden field …-ORDER; a move is only kept when the form is sent. */
(() => {
  const rows = (list) => [...list.querySelectorAll(":scope > [data-order-row]")];

  const number = (list) => {
    rows(list).forEach((row, place) => {
      const field = row.querySelector('input[name$="-ORDER"]');
      if (field) field.value = place + 1;
    });
    const said = list.parentElement.querySelector("[data-order-said]");
    if (said) said.textContent = said.dataset.orderWords;
    list.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const move = (list, row, up) => {
    const other = up ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (up) other.before(row);
    else other.after(row);
    number(list);
  };

  const drag = (list, row, handle, event) => {
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    row.classList.add("is-dragged");
    const middle = (other) => other.getBoundingClientRect().top + other.getBoundingClientRect().height / 2;
    // The neighbours make way: an element that is itself put elsewhere loses the pointer.
    const follow = (moved) => {
      while (row.previousElementSibling && moved.clientY < middle(row.previousElementSibling)) row.after(row.previousElementSibling);
      while (row.nextElementSibling && moved.clientY > middle(row.nextElementSibling)) row.before(row.nextElementSibling);
    };
    const end = () => {
      handle.removeEventListener("pointermove", follow);
      row.classList.remove("is-dragged");
      number(list);
    };
    handle.addEventListener("pointermove", follow);
    handle.addEventListener("pointerup", end, { once: true });
    handle.addEventListener("pointercancel", end, { once: true });
  };

  for (const list of document.querySelectorAll("[data-order]")) {
    for (const handle of list.querySelectorAll("[data-order-handle]")) {
      handle.hidden = false;
      handle.addEventListener("pointerdown", (event) => drag(list, handle.closest("[data-order-row]"), handle, event));
    }
    list.addEventListener("click", (event) => {
      const button = event.target.closest("[data-order-move]");
      if (!button) return;
      event.preventDefault();
      move(list, button.closest("[data-order-row]"), button.dataset.orderMove === "up");
      button.focus();
      if (document.activeElement !== button) button.parentElement.querySelector("[data-order-move]:not([hidden])")?.focus();
    });
  }
})();
