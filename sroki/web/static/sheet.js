// Saves a draft after a pause and says so, in the words that the page has for it. Without it the form works
// the same, by its buttons.
"use strict";
(() => {
  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  const words = document.querySelector("#sheet-words").dataset;
  const PAUSE_MS = 1500;
  const LONGEST_WAIT_MS = 60000;
  const questions = [...form.querySelectorAll("fieldset[data-code]")];
  const synced = new Map(); // by code: what the server is known to hold of what stands here
  const refused = new Map(); // by code: what it could not read, not sent again until it changes
  let timer = 0;
  let wait_ms = 5000;
  let running = null;
  let isOver = false; // the link or the round has ended: nothing more is sent
  let isLeaving = false;

  const bar = document.createElement("p");
  bar.className = "draft-bar";
  bar.setAttribute("role", "status");
  form.append(bar);
  const say = (sentence, isBad) => {
    if (bar.textContent !== sentence) bar.textContent = sentence;
    bar.classList.toggle("bad", Boolean(isBad));
  };
  const clock = () => new Date().toLocaleTimeString("ru-RU", { hour: "2-digit", minute: "2-digit" });

  const codeOf = (question) => question.dataset.code;
  const fields = (question, kind) => [...question.querySelectorAll(`[name="${kind}:${codeOf(question)}"]`)];
  const valueOf = (question, kind) => {
    const all = fields(question, kind);
    if (all[0] && all[0].type === "radio") return (all.find((each) => each.checked) || { value: "" }).value;
    return all[0] ? all[0].value : "";
  };
  const read = (question) =>
    JSON.stringify(["v", "n"].map((kind) => valueOf(question, kind).replace(/\r\n/g, "\n").trim()));
  const revisionOf = (question) => Number(valueOf(question, "r"));
  const conflictOf = (question) => question.querySelector(".conflict");
  const isDirty = (question) => read(question) !== synced.get(codeOf(question));
  const isWaiting = (question) => conflictOf(question) && !valueOf(question, "c");
  const toSend = () =>
    questions.filter((each) => {
      if (conflictOf(each)) return !isWaiting(each);
      if (each.dataset.unsaved === "read") return false; // from a workbook: for the person to look at first
      return isDirty(each) && refused.get(codeOf(each)) !== read(each);
    });
  const hasAttachments = () =>
    [...form.querySelectorAll('input[type=file], textarea[name^="u:"]')].some((each) => each.value);

  // What the markup says, not what the browser may have restored.
  const parsed = new DOMParser().parseFromString(form.outerHTML, "text/html");
  for (const question of questions) {
    const asSent = parsed.getElementById(question.id);
    synced.set(codeOf(question), "unsaved" in question.dataset ? "" : read(asSent));
    if (question.querySelector(":scope > .complaint")) refused.set(codeOf(question), read(question));
  }

  const adopt = (question, other) => {
    for (const kind of ["v", "n", "r"]) {
      const value = valueOf(other, kind);
      for (const field of fields(question, kind)) {
        if (field.type === "radio") field.checked = field.value === value;
        else field.value = value;
      }
    }
    synced.set(codeOf(question), read(question));
  };

  const mend = (question) => {
    for (const old of question.querySelectorAll(".conflict, :scope > .complaint")) old.remove();
    for (const field of fields(question, "v")) {
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
    }
  };

  // The text of a field and its revision always change together: a text beside a newer revision would
  // pass over what a colleague has written.
  const settle = (question, other, sent) => {
    const code = codeOf(question);
    const isTouched = question.contains(document.activeElement) && document.activeElement.type !== "radio";
    if (sent.has(code)) {
      mend(question);
      const { text, base, choice } = sent.get(code);
      const theirs = revisionOf(other);
      const isMine = read(other) === text || ("mine" in other.dataset && theirs === base + 1);
      if (choice === "theirs" && read(question) === text) adopt(question, other);
      else if (isMine && (theirs === base || theirs === base + 1 || read(other) === text)) {
        fields(question, "r")[0].value = String(theirs);
        synced.set(code, text);
      } else if (read(question) === text && !isTouched) adopt(question, other);
      else synced.set(code, text);
    } else if (!isDirty(question) && !isTouched && !conflictOf(question)) adopt(question, other);
    const line = other.querySelector("[data-saved]");
    const mine = question.querySelector("[data-saved]");
    if (line && mine) mine.textContent = line.textContent;
    else if (line) question.append(document.adoptNode(line));
  };

  const complain = (question, other) => {
    const before = question.querySelector(`[name="r:${codeOf(question)}"]`);
    mend(question);
    for (const block of [...other.querySelectorAll(".conflict, :scope > .complaint")])
      before.before(document.adoptNode(block));
  };

  const take = (page, sent) => {
    const left = [];
    for (const question of questions) {
      const code = codeOf(question);
      const other = page.getElementById(question.id);
      if (!other) continue;
      const isRefused = sent.has(code) && other.querySelector(".conflict, :scope > .complaint");
      if (isRefused) {
        if (!conflictOf(other)) refused.set(code, sent.get(code).text);
        complain(question, other);
        left.push(code);
      } else settle(question, other, sent);
    }
    const progress = page.querySelector("[data-progress]");
    const shown = document.querySelector("[data-progress]");
    if (progress && shown) shown.replaceWith(document.adoptNode(progress));
    const sentence = (left.length ? words.savedPartly : words.saved).replace("{time}", clock());
    say(sentence.replace("{codes}", left.join(", ")), left.length);
  };

  const end = (sentence) => {
    isOver = true;
    say(sentence, true);
  };

  const send = async (asked) => {
    const body = new FormData();
    const sent = new Map();
    for (const question of asked) {
      const code = codeOf(question);
      const choice = valueOf(question, "c");
      const base = Number(valueOf(question, choice === "mine" ? "h" : "r"));
      sent.set(code, { text: read(question), base, choice });
      for (const kind of ["v", "n", "r", "c", "h"]) body.append(`${kind}:${code}`, valueOf(question, kind));
    }
    body.append("do", "save");
    say(words.saving);
    let response;
    let text;
    try {
      response = await fetch(form.action, { method: "POST", body, signal: AbortSignal.timeout(30000) });
      text = await response.text();
    } catch {
      say(words.noConnection, true);
      return retry();
    }
    if (response.status === 404)
      return end(words.linkOver);
    const page = new DOMParser().parseFromString(text, "text/html");
    if (![200, 409, 422].includes(response.status)) {
      say(words.serverFailed, true);
      return retry();
    }
    if (!page.querySelector("form[data-draft]")) {
      const why = page.querySelector(".complaint, .advice");
      return end(`${words.notSaved} ${why ? why.textContent : words.takesNone}`);
    }
    wait_ms = 5000;
    take(page, sent);
    if (toSend().length) plan(PAUSE_MS);
  };

  const save = () => {
    clearTimeout(timer);
    if (isOver) return Promise.resolve();
    if (running) return running;
    const asked = toSend();
    if (!asked.length) return Promise.resolve();
    running = send(asked).finally(() => (running = null));
    return running;
  };
  const plan = (ms) => {
    clearTimeout(timer);
    timer = setTimeout(() => (running ? plan(PAUSE_MS) : save()), ms);
  };
  const retry = () => {
    plan(wait_ms);
    wait_ms = Math.min(2 * wait_ms, LONGEST_WAIT_MS);
  };

  form.addEventListener("input", (event) => {
    const touched = event.target.closest("fieldset[data-code]");
    if (isOver || !touched) return;
    delete touched.dataset.unsaved;
    if (toSend().length) {
      if (!running) say(words.unsaved);
      plan(PAUSE_MS);
    }
  });
  addEventListener("online", () => save());
  document.addEventListener("visibilitychange", () => document.hidden && save());
  form.addEventListener("submit", (event) => {
    if (!running) {
      isLeaving = true;
      clearTimeout(timer);
      return;
    }
    event.preventDefault(); // the answer under way changes the revisions that the form sends
    const button = event.submitter;
    running.finally(() => form.requestSubmit(button));
  });
  addEventListener("beforeunload", (event) => {
    if (!isLeaving && (questions.some(isDirty) || hasAttachments())) event.preventDefault();
  });
  addEventListener("pageshow", () => (isLeaving = false));
  say(words.ready);
  if (toSend().length) plan(PAUSE_MS);
})();
