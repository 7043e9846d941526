/* A qualifying round: keys y, n and u answer the entry that holds the focus and go to the next; the reason shows where it
   is needed. Without this the radio buttons and the field of reasons do the same. */
(() => {
  const form = document.querySelector("form[data-round-answers]");
  if (!form) return;
  const votes = [...form.querySelectorAll("[data-vote]:not([disabled])")];
  const keys = { y: "yes", n: "no", u: "unsure" };

  const show = (vote) => {
    const chosen = vote.querySelector("input[type=radio]:checked");
    const reason = vote.querySelector("[data-vote-reason]");
    reason.hidden = !chosen || (chosen.value === "yes" && !reason.querySelector("input").value);
  };

  const pressed = (event) => {
    const answer = keys[event.key];
    if (!answer || event.altKey || event.ctrlKey || event.metaKey || event.target.matches("input[type=text], input:not([type])")) return;
    const at = Math.max(votes.findIndex((vote) => vote.contains(document.activeElement)), 0);
    const field = votes[at].querySelector(`input[value="${answer}"]`);
    field.checked = true;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    const next = answer === "yes" ? votes[at + 1]?.querySelector("input[type=radio]") : votes[at].querySelector("[data-vote-reason] input");
    (next || field).focus();
    event.preventDefault();
  };

  form.addEventListener("change", (event) => {
    const vote = event.target.closest("[data-vote]");
    if (vote) show(vote);
  });
  document.addEventListener("keydown", pressed);
  votes.forEach(show);
})();
