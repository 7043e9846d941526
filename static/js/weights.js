/* Say while typing what the weights of a category come to: [data-weights="code"] sums the fields …-weight:code of its form,
   but for the rows that are ticked for removal. Counted in hundredths, as 33.3 + 33.3 + 33.4 is 100 and no float. */
(() => {
  const hundredths = (text) => (/^\d+(\.\d{1,2})?$/.test(text.trim()) ? Math.round(Number(text) * 100) : 0);

  const say = (form, line) => {
    const ending = `-weight:${line.dataset.weights}`;
    let sum = 0;
    for (const field of form.elements) {
      if (!field.name?.endsWith(ending)) continue;
      const removed = form.elements[field.name.replace(ending, "-DELETE")];
      if (!removed?.checked) sum += hundredths(field.value);
    }
    const whole = sum === 10000;
    line.querySelector("[data-weights-sum]").textContent = String(sum / 100);
    const word = line.querySelector("[data-weights-word]");
    word.className = whole ? "state state-done" : "state state-warn";
    const icon = word.querySelector("use");
    icon.setAttribute("href", icon.getAttribute("href").replace(/#.*/, whole ? "#circle-check" : "#triangle-alert"));
    word.lastChild.textContent = whole ? line.dataset.weightsWhole : line.dataset.weightsNot;
  };

  for (const form of document.querySelectorAll("form")) {
    const lines = [...form.querySelectorAll("[data-weights]")];
    if (lines.length) form.addEventListener("input", () => lines.forEach((line) => say(form, line)));
  }
})();
