/* Ask before a page is left with something typed and not sent: <form data-leave-ask>. */
(() => {
  const unsent = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-leave-ask]");
    if (form) unsent.add(form);
  });
  document.addEventListener("submit", () => unsent.clear());
  window.addEventListener("beforeunload", (event) => {
    if ([...unsent].some((form) => form.isConnected)) event.preventDefault();
  });
})();
