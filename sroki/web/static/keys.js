// Along the rows of a list by key; without it everything is reached by Tab and the mouse.
"use strict";
(() => {
  const rows = Array.from(document.querySelectorAll("tr[data-row]"));
  const links = rows.map((row) => row.querySelector("a"));
  const find = (name) => document.querySelector(name);
  const here = () => rows.findIndex((row) => row.contains(document.activeElement));
  const go = (to) => {
    const link = links[Math.max(0, Math.min(rows.length - 1, to))];
    if (link) link.focus();
  };
  const follow = (name) => {
    const link = find(name);
    if (link) location.assign(link.href);
  };
  const tick = (row) => {
    const box = row && row.querySelector("input[type=checkbox]");
    if (box) box.click();
  };
  const deeds = {
    j: () => go(here() + 1),
    k: () => go(here() < 0 ? 0 : here() - 1),
    x: () => tick(rows[here()]),
    n: () => follow("a[rel=next]"),
    p: () => follow("a[rel=prev]"),
    "/": () => find("input[name=text]").focus(),
  };
  // The same keys in the Russian layout, where the letters stand elsewhere.
  const places = { KeyJ: "j", KeyK: "k", KeyX: "x", KeyN: "n", KeyP: "p" };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (typing || event.ctrlKey || event.altKey || event.metaKey) return;
    const deed = deeds[places[event.code] || event.key];
    if (!deed) return;
    event.preventDefault();
    deed();
  });
  const all = find("#pick-all");
  if (all) {
    all.closest("[hidden]").hidden = false;
    all.addEventListener("change", () => {
      for (const row of rows) row.querySelector("input[type=checkbox]").checked = all.checked;
    });
  }
  const help = find("#keys");
  if (help) help.hidden = false;
})();
