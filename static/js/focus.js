/* The focus goes to what changed: an error summary on arrival, a region that htmx put in with data-focus. */
(() => {
  const focus = (root) => {
    const target = root.matches?.("[data-focus]") ? root : root.querySelector?.("[data-focus]");
    if (target) target.focus();
  };
  focus(document);
  document.addEventListener("htmx:afterSwap", (event) => focus(event.detail.elt));
})();
