/* A score sheet: each touch is saved by a small request; keys 1 to 9 score, arrows move, n is next. What a lost
   connection keeps back stays in this browser, is named, and is sent when the connection returns. */
(() => {
  const form = document.querySelector("form[data-sheet]");
  if (!form) return;
  const said = document.querySelector("[data-sheet-said]");
  const warning = form.querySelector("[data-sheet-warning]");
  const left = form.querySelector("[data-sheet-left]");
  const key = `laurel-sheet-${form.dataset.sheet}`;
  const criteria = [...form.querySelectorAll("fieldset.criterion:not([disabled])")];
  let version = form.dataset.sheetVersion;
  let sending = false;
  let lost = false;

  const waiting = () => {
    try {
      return JSON.parse(localStorage.getItem(key)) || {};
    } catch {
      return {};
    }
  };

  const keep = (values) => {
    try {
      if (Object.keys(values).length) localStorage.setItem(key, JSON.stringify(values));
      else localStorage.removeItem(key);
    } catch {
      /* a browser that stores nothing still saves while it is connected */
    }
  };

  const say = (words) => {
    if (said) said.textContent = words;
  };

  const warn = (words) => {
    warning.hidden = !words;
    warning.textContent = words;
  };

  const value = (criterion) => {
    const field = criterion.querySelector("input:checked, input[type=number]");
    return field ? field.value : "";
  };

  const count = () => {
    if (!left) return;
    const open = criteria.filter((criterion) => !value(criterion)).map((criterion) => criterion.dataset.criterion);
    left.textContent = open.length ? `${left.dataset.wordLeft} ${open.join(", ")}` : left.dataset.wordAll;
  };

  const send = async () => {
    const values = waiting();
    const names = Object.keys(values);
    if (sending || !names.length) return;
    sending = true;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set("version", version);
    for (const name of names) body.set(name, values[name]);
    let again = false;
    try {
      say(form.dataset.saidSaving);
      const answer = await fetch(form.dataset.sheetSave, {
        method: "POST",
        body,
        keepalive: true,
        headers: { Accept: "application/json" },
      });
      const kind = answer.headers.get("Content-Type") || "";
      if (!kind.includes("application/json")) throw new Error("no answer of ours");
      const saved = await answer.json();
      lost = false;
      if (answer.ok) {
        version = saved.version;
        form.elements.version.value = version;
        say(`${form.dataset.saidSaved} ${saved.saved}`);
        warn(saved.overtaken.join(" "));
      } else {
        say("");
        warn(saved.error);
      }
      const now = waiting();
      for (const name of names) if (now[name] === values[name]) delete now[name];
      keep(now);
      again = Object.keys(now).length > 0;
    } catch {
      lost = true;
      say(form.dataset.saidLost);
      setTimeout(send, 5000);
    } finally {
      sending = false;
    }
    if (again) send();
  };

  /* A link that is followed right after a key waits for the saving, or the next page would not know of the score. */
  const unsaved = () => !lost && (sending || Object.keys(waiting()).length > 0);

  const leave = (event) => {
    const link = event.target.closest("a[href]");
    const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!link || elsewhere || event.defaultPrevented || !unsaved()) return;
    event.preventDefault();
    const until = Date.now() + 4000;
    const look = () => {
      if (unsaved() && Date.now() < until) setTimeout(look, 30);
      else window.location.assign(link.href);
    };
    look();
  };

  const changed = (field) => {
    if (!field.name || !field.checkValidity()) return;
    const criterion = field.closest("fieldset.criterion");
    const word = criterion && criterion.querySelector("textarea");
    /* Words stand with a score: those that came first leave with it. */
    if (field === word && !value(criterion)) return;
    const fields = word && word !== field && word.value !== word.defaultValue ? [field, word] : [field];
    keep({ ...waiting(), ...Object.fromEntries(fields.map((one) => [one.name, one.value])) });
    count();
    send();
  };

  const current = () => Math.max(criteria.findIndex((criterion) => criterion.classList.contains("is-current")), 0);

  const go = (to) => {
    const at = Math.min(Math.max(to, 0), criteria.length - 1);
    criteria.forEach((criterion, number) => criterion.classList.toggle("is-current", number === at));
    const target = criteria[at];
    (target.querySelector("input:checked") || target.querySelector("input")).focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest" });
  };

  const score = (digit) => {
    const field = criteria[current()].querySelector(`input[type=radio][value="${digit}"]`);
    if (!field) return;
    field.checked = true;
    changed(field);
    if (current() < criteria.length - 1) go(current() + 1);
  };

  const pressed = (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.matches("textarea, input[type=number]")) return;
    const next = document.querySelector("[data-sheet-next]");
    if (/^[0-9]$/.test(event.key)) score(event.key);
    else if (event.key === "ArrowDown") go(current() + 1);
    else if (event.key === "ArrowUp") go(current() - 1);
    else if (event.key === "n" && next) next.click();
    else return;
    event.preventDefault();
  };

  const restore = () => {
    for (const [name, kept] of Object.entries(waiting())) {
      const fields = [...form.elements].filter((field) => field.name === name);
      for (const field of fields) {
        if (field.type === "radio") field.checked = field.value === kept;
        else field.value = kept;
      }
    }
  };

  if (!criteria.length) return;
  restore();
  form.addEventListener("change", (event) => changed(event.target));
  form.addEventListener("focusin", (event) => {
    const criterion = event.target.closest("fieldset.criterion");
    if (criterion) criteria.forEach((other) => other.classList.toggle("is-current", other === criterion));
  });
  document.addEventListener("keydown", pressed);
  document.addEventListener("click", leave);
  window.addEventListener("online", send);
  const unscored = criteria.findIndex((criterion) => !value(criterion));
  criteria[Math.max(unscored, 0)].classList.add("is-current");
  send();
})();
