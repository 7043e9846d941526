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
  const untold = new Map(); /* what was refused, by field: it stands on the page, and is not kept */
  let version = form.dataset.sheetVersion;
  let sending = false;
  let lost = false;
  let alone = false; /* after a refusal each value goes by itself, so that one bad one holds no other back */
  let memory = {}; /* for a browser that stores nothing */

  /* What waits to be sent: { version, to, values }. The version is that of the page on which the first of it was touched, so
     that whatever was saved elsewhere since is named when this replaces it. */
  const kept = () => {
    let found = memory;
    try {
      if (!memory.values) found = JSON.parse(localStorage.getItem(key)) || {};
    } catch {
      /* no storage, and nothing in memory */
    }
    return found.values ? found : { version, values: { ...found } };
  };

  const waiting = () => kept().values;

  const keep = (values) => {
    const before = kept();
    const some = Object.keys(values).length > 0;
    const since = Object.keys(before.values).length ? before.version : version;
    memory = {};
    try {
      if (some) localStorage.setItem(key, JSON.stringify({ version: since, to: form.dataset.sheetSave, values }));
      else localStorage.removeItem(key);
    } catch {
      memory = { version: since, values };
    }
  };

  /* Words on a criterion stand with its score: those that came first wait in this browser until it has one. */
  const isAlone = (name) => {
    const field = form.elements[name];
    const criterion = field && field.closest && field.closest("fieldset.criterion");
    return Boolean(criterion && field.matches("textarea") && field.value.trim() && !value(criterion));
  };

  const ready = () =>
    Object.keys(waiting())
      .filter((name) => !isAlone(name))
      .sort((one, other) => one.startsWith("comment-") - other.startsWith("comment-"));

  const say = (words) => {
    if (said) said.textContent = words;
  };

  const warn = (words) => {
    warning.hidden = !words;
    warning.textContent = words;
  };

  const value = (criterion) => {
    const field = criterion.querySelector("input:checked, input[type=number]");
    return field && field.checkValidity() ? field.value : "";
  };

  const count = () => {
    if (!left) return;
    const open = criteria.filter((criterion) => !value(criterion)).map((criterion) => criterion.dataset.criterion);
    left.textContent = open.length ? `${left.dataset.wordLeft} ${open.join(", ")}` : left.dataset.wordAll;
  };

  const put = (name, given) => {
    for (const field of [...form.elements].filter((one) => one.name === name)) {
      if (field.type === "radio") field.checked = field.value === given;
      else field.value = given;
    }
  };

  /* Show what another window has saved of what this one does not hold back; the titles of what changed on the page. */
  const follow = (held) => {
    const changed = [];
    for (const criterion of criteria) {
      const field = criterion.querySelector("input");
      const now = held[field.name];
      if (now === undefined || field.name in waiting() || Number(value(criterion)) === Number(now)) continue;
      put(field.name, now);
      changed.push(criterion.dataset.criterion);
    }
    return changed.length ? [`${form.dataset.saidElsewhere} ${changed.join(", ")}.`] : [];
  };

  const took = (names, sent, since) => {
    const now = waiting();
    for (const name of names) if (now[name] === sent[name]) delete now[name];
    if (since) {
      keep({});
      version = since;
    }
    keep(now);
  };

  const send = async () => {
    const all = ready();
    const names = alone ? all.slice(0, 1) : all;
    if (sending || !names.length) return;
    sending = true;
    const { version: since, values } = kept();
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set("version", since);
    for (const name of names) body.set(name, values[name]);
    let again = false;
    try {
      say(form.dataset.saidSaving);
      const answer = await fetch(form.dataset.sheetSave, {
        method: "POST",
        body,
        keepalive: names.reduce((size, name) => size + values[name].length, 0) < 15000, /* a browser takes no more so */
        headers: { Accept: "application/json" },
      });
      const kind = answer.headers.get("Content-Type") || "";
      if (!kind.includes("application/json")) {
        throw new Error(answer.status < 500 ? form.dataset.saidOut : form.dataset.saidLost);
      }
      const saved = await answer.json();
      lost = false;
      if (answer.ok) {
        for (const name of names) untold.delete(name);
        took(names, values, saved.version);
        form.elements.version.value = version;
        say(`${form.dataset.saidSaved} ${saved.saved}`);
        warn([...untold.values(), ...saved.overtaken, ...follow(saved.held)].join(" "));
        count();
      } else {
        say("");
        if (names.length === 1) {
          untold.set(names[0], saved.error);
          took(names, values);
        } else alone = true;
        warn([...new Set([...untold.values(), saved.error])].join(" "));
      }
      again = ready().length > 0;
      if (!again) alone = false;
    } catch (error) {
      lost = true;
      say(error instanceof TypeError ? form.dataset.saidLost : error.message);
      setTimeout(send, 5000);
    } finally {
      sending = false;
    }
    if (again) send();
  };

  /* A link that is followed right after a key waits for the saving, or the next page would not know of the score. */
  const unsaved = () => !lost && (sending || ready().length > 0);

  const leave = (event) => {
    const link = event.target.closest("a[href]");
    const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!link || elsewhere || event.defaultPrevented || !unsaved()) return;
    event.preventDefault();
    afterSaving(() => window.location.assign(link.href));
  };

  const afterSaving = (act) => {
    const until = Date.now() + 4000;
    const look = () => {
      if (unsaved() && Date.now() < until) setTimeout(look, 30);
      else act();
    };
    look();
  };

  /* The buttons go on once each touch is saved. They post no form: what this window shows of what another has changed would
     go with it. Words without a score are the server's to ask for. */
  const submitted = (event) => {
    if (criteria.some((criterion) => isAlone(`comment-${criterion.dataset.code}`))) return;
    event.preventDefault();
    lost = false;
    const next = document.querySelector("[data-sheet-next]");
    const goes = event.submitter && event.submitter.name === "next" && next;
    send();
    afterSaving(() => {
      if (lost || untold.size || unsaved()) return;
      if (goes) window.location.assign(next.href);
      else if (said && !said.textContent.trim()) say(form.dataset.saidSaved);
    });
  };

  const changed = (field) => {
    if (!field.name) return;
    if (field.type === "number" && !field.value && !field.validity.badInput) {
      field.value = waiting()[field.name] || field.defaultValue;
      if (field.value) warn(form.dataset.saidStays);
      return;
    }
    count();
    if (!field.checkValidity()) {
      say("");
      warn(field.validationMessage);
      return;
    }
    if (field.type === "number") field.defaultValue = field.value;
    keep({ ...waiting(), [field.name]: field.value });
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
    else if (event.key.startsWith("Arrow") && event.target.closest(".confidence")) return;
    else if (event.key === "ArrowDown") go(current() + 1);
    else if (event.key === "ArrowUp") go(current() - 1);
    else if (event.key === "n" && next) next.click();
    else return;
    event.preventDefault();
  };

  const restore = () => {
    for (const [name, given] of Object.entries(waiting())) {
      put(name, given);
      const folded = form.elements[name] && form.elements[name].closest && form.elements[name].closest("details");
      if (folded) folded.open = true;
    }
    if (Object.keys(waiting()).length) count();
  };

  if (!criteria.length) return;
  restore();
  form.addEventListener("change", (event) => changed(event.target));
  form.addEventListener("focusin", (event) => {
    const criterion = event.target.closest("fieldset.criterion");
    if (criterion) criteria.forEach((other) => other.classList.toggle("is-current", other === criterion));
  });
  form.addEventListener("submit", submitted);
  document.addEventListener("keydown", pressed);
  document.addEventListener("click", leave);
  window.addEventListener("online", send);
  const unscored = criteria.findIndex((criterion) => !value(criterion));
  criteria[Math.max(unscored, 0)].classList.add("is-current");
  send();
})();
