/* Show each question of a form when it is asked: <div data-asked data-asked-in="ids of categories" data-asked-after="name of a
   field" data-asked-for="its answer">. Without this script all are shown, each with a line (data-asked-when) that says when. */
(() => {
  const value = (form, name) => {
    const fields = [...form.elements].filter((field) => field.name === name);
    const chosen = fields.find((field) => (field.type === "radio" ? field.checked : true));
    return chosen ? chosen.value : "";
  };

  const isAsked = (form, asked, shown) => {
    const { askedIn, askedAfter, askedFor } = asked.dataset;
    if (askedIn && !askedIn.split(" ").includes(value(form, "category"))) return false;
    return !askedAfter || (shown.has(askedAfter) && value(form, askedAfter) === askedFor);
  };

  const show = (form) => {
    const shown = new Set();
    for (const asked of form.querySelectorAll("[data-asked]")) {
      asked.hidden = !isAsked(form, asked, shown);
      if (!asked.hidden) for (const field of asked.querySelectorAll("[name]")) shown.add(field.name);
    }
  };

  for (const list of document.querySelectorAll("[data-questions]")) {
    const form = list.closest("form");
    for (const words of list.querySelectorAll("[data-asked-when]")) words.hidden = true;
    form.addEventListener("change", () => show(form));
    show(form);
  }
})();
