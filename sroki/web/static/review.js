// Shows what a term means while it is typed. Without it the button «Показать, как понято» does the same.
"use strict";
(() => {
  const field = document.querySelector("input[data-meaning]");
  const place = document.querySelector("#meaning");
  if (!field || !place) return;
  const PAUSE_MS = 250;
  let timer = 0;
  let asked = 0;
  const ask = async () => {
    const mine = ++asked;
    try {
      const answer = await fetch(field.dataset.meaning + "&phrase=" + encodeURIComponent(field.value));
      if (!answer.ok || mine !== asked) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      place.replaceChildren(...page.body.childNodes);
    } catch {
      // The connection is gone: what stands here is what was last understood.
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  });
  const button = document.querySelector("button[value=show]");
  if (button) button.hidden = true;
})();
