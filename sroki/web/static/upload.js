// Shows how far a large upload has come, in the words that the page has for it. Without it the form works the same, only silently.
"use strict";
const told = document.querySelector("#upload-words").dataset;
for (const form of document.querySelectorAll("form[data-upload]")) {
  form.addEventListener("submit", (event) => {
    const files = form.querySelector("input[type=file]");
    if (!files || !files.files.length) return;
    event.preventDefault();
    const button = form.querySelector("button");
    const bar = document.createElement("progress");
    const words = document.createElement("span");
    bar.max = 100;
    words.setAttribute("role", "status");
    button.disabled = true;
    button.after(bar, words);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.onprogress = (step) => {
      if (!step.lengthComputable) return;
      bar.value = Math.floor((100 * step.loaded) / step.total);
      words.textContent = bar.value < 100 ? " " + bar.value + " %" : ` ${told.saving}`;
    };
    request.onload = () => {
      if (request.status < 400) {
        location.assign(request.responseURL);
        return;
      }
      const page = new DOMParser().parseFromString(request.responseText, "text/html");
      document.body.replaceWith(page.body);
      scrollTo(0, 0);
    };
    request.onerror = () => {
      button.disabled = false;
      bar.remove();
      words.textContent = ` ${told.broken}`;
    };
    request.send(new FormData(form));
  });
}
