/* Say how much is written where it matters: <textarea data-count="1200">. Counts characters, speaks only near the end. */
(() => {
  const attach = (area) => {
    if (area.dataset.counted) return;
    area.dataset.counted = "yes";
    const most = Number(area.dataset.count);
    const foot = document.createElement("p");
    foot.className = "form-foot";
    area.after(foot);
    const say = () => {
      const written = [...area.value].length;
      foot.textContent = `${written.toLocaleString()} / ${most.toLocaleString()}`;
      foot.classList.toggle("is-over", written > most);
      if (written > most * 0.9) foot.setAttribute("role", "status");
      else foot.removeAttribute("role");
    };
    area.addEventListener("input", say);
    say();
  };
  const start = (root) => root.querySelectorAll?.("textarea[data-count]").forEach(attach);
  start(document);
  document.addEventListener("htmx:load", (event) => start(event.detail.elt));
})();
