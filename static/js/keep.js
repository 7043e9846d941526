/* Keep what is typed in a form on this device until it is sent: <form data-keep="a-name-for-the-form">.
   A field with data-keep-not is never kept. Says when it saved in an element with data-keep-said. */
(() => {
  const store = (key) => `laurel-keep-${key}`;

  const read = (key) => {
    try {
      return JSON.parse(localStorage.getItem(store(key))) || {};
    } catch {
      return {};
    }
  };

  const kept = (form) =>
    [...form.elements].filter((field) => field.name && !["hidden", "password", "file", "submit"].includes(field.type) && !field.hasAttribute("data-keep-not"));

  const values = (form) => {
    const found = {};
    for (const field of kept(form)) {
      if (field.type === "radio" || field.type === "checkbox") {
        if (field.checked) (found[field.name] ||= []).push(field.value);
        else found[field.name] ||= [];
      } else {
        found[field.name] = field.value;
      }
    }
    return found;
  };

  const restore = (form) => {
    const found = read(form.dataset.keep);
    for (const field of kept(form)) {
      if (!(field.name in found)) continue;
      if (field.type === "radio" || field.type === "checkbox") field.checked = found[field.name].includes(field.value);
      else if (!field.value) field.value = found[field.name];
    }
  };

  const save = (form) => {
    try {
      localStorage.setItem(store(form.dataset.keep), JSON.stringify(values(form)));
    } catch {
      return;
    }
    const said = form.querySelector("[data-keep-said]");
    if (said) {
      said.hidden = false;
      const time = said.querySelector("time");
      if (time) time.textContent = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    }
  };

  for (const form of document.querySelectorAll("form[data-keep]")) {
    if (!form.querySelector(".is-invalid")) restore(form);
    let waiting;
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => save(form), 400);
    });
  }
  for (const done of document.querySelectorAll("[data-keep-forget]")) localStorage.removeItem(store(done.dataset.keepForget));
})();
