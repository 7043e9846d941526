/* Which of two: keys 1 and 2 choose, 0 calls them level. Without this the three buttons do the same. */
(() => {
  const form = document.querySelector("form[data-round-pair]");
  if (!form) return;
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
    const button = /^[012]$/.test(event.key) && form.querySelector(`[data-pair="${event.key}"]`);
    if (button) button.click();
  });
})();
