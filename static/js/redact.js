/* Mark words by drawing over them: <p data-redact> holds a label with a checkbox for each word. A click on one word ticks it
   without script, too. */
(() => {
  for (const text of document.querySelectorAll("[data-redact]")) {
    text.addEventListener("mouseup", () => {
      const selection = document.getSelection();
      if (!selection || selection.isCollapsed) return;
      const drawn = selection.getRangeAt(0);
      for (const word of text.querySelectorAll("label")) {
        if (drawn.intersectsNode(word)) word.querySelector("input").checked = true;
      }
      selection.removeAllRanges();
    });
    // The box of a word lies over it, and drawing would begin on the box: let the pointer reach the words.
    text.classList.add("can-draw");
  }
})();
