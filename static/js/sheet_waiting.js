/* Scores that a lost connection kept in this browser, of sheets other than the one that is open: sent from any of a judge's
   pages, for nobody may open that sheet again. A list of sheets is drawn anew when something was sent. */
(() => {
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  const open = document.querySelector("form[data-sheet]");
  const warning = document.querySelector("[data-sheet-warning]");
  const own = open ? `laurel-sheet-${open.dataset.sheet}` : "";

  const told = [];

  const kept = () => {
    const found = [];
    for (let at = 0; at < localStorage.length; at += 1) {
      const key = localStorage.key(at);
      if (!key.startsWith("laurel-sheet-") || key === own) continue;
      const text = localStorage.getItem(key);
      const { version, to, values } = JSON.parse(text) || {};
      const scores = Object.entries(values || {}).filter(([name]) => !name.startsWith("comment-"));
      const scored = scores.map(([name]) => name.replace("score-", "comment-"));
      const words = Object.entries(values || {}).filter(([name]) => scored.includes(name));
      if (to && scores.length) found.push({ key, text, version, to, values: [...scores, ...words] });
    }
    return found;
  };

  const post = async ({ key, text, version, to, values }) => {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", token.value);
    body.set("version", version);
    for (const [name, value] of values) body.set(name, value);
    const answer = await fetch(to, { method: "POST", body, headers: { Accept: "application/json" } });
    if (!(answer.headers.get("Content-Type") || "").includes("application/json")) return false;
    const saved = await answer.json();
    if (!answer.ok) return false;
    if (localStorage.getItem(key) === text) localStorage.removeItem(key);
    told.push(...saved.overtaken);
    return true;
  };

  const send = async () => {
    if (!token) return;
    let some = false;
    try {
      for (const one of kept()) some = (await post(one)) || some;
    } catch {
      /* no storage, or still no connection: it waits */
    }
    if (warning && told.length) {
      warning.hidden = false;
      warning.textContent = told.join(" ");
    } else if (some && !open) window.location.reload();
  };

  window.addEventListener("online", send);
  send();
})();
