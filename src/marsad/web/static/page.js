// Keyboard shortcuts, and the bar of sections scrolled to where the reader is. Every page works
// without them. Keys are read by their place on the board, so that they are the same on Arabic and
// Latin layouts.

document
  .querySelector(".sections [aria-current]")
  ?.scrollIntoView({ block: "nearest", inline: "center" });

// A chip leads to its explanation inside a closed <details>; older browsers do not open it.
const reveal = () => {
  const target = document.getElementById(location.hash.slice(1));
  const details = target?.closest("details");
  if (!details) return;
  details.open = true;
  target.scrollIntoView({ block: "center" });
};
addEventListener("hashchange", reveal);
reveal();

const typing = (element) =>
  element instanceof HTMLElement &&
  (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));

const items = () => [...document.querySelectorAll("[data-item]")];
const link = (item) => item.querySelector(":is(h2, h3, h4) a") ?? item.querySelector("a");
const current = () => items().findIndex((item) => item.contains(document.activeElement));

function follow(rel) {
  const target = document.querySelector(`main a[rel~="${rel}"]`);
  if (target) target.click();
  return Boolean(target);
}

function move(step) {
  const all = items();
  if (!all.length) return follow(step > 0 ? "next" : "prev");
  const from = current();
  const to = from < 0 ? (step > 0 ? 0 : all.length - 1) : from + step;
  if (to >= all.length) return follow("next");
  if (to < 0) return false;
  link(all[to]).focus();
  all[to].scrollIntoView({ block: "nearest" });
  return true;
}

function open() {
  const at = current();
  if (at >= 0) link(items()[at]).click();
  return at >= 0;
}

function search() {
  const box = document.getElementById("q");
  box?.focus();
  box?.select();
  return Boolean(box);
}

function help() {
  const dialog = document.getElementById("keys-help");
  if (dialog.open) dialog.close();
  else dialog.showModal();
  return true;
}

// Arrows follow the eye: in a right-to-left page what came before is on the right.
const forward = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
const actions = {
  KeyJ: () => move(1),
  KeyK: () => move(-1),
  KeyO: open,
  Slash: search,
  "Shift+Slash": help,
  ArrowLeft: () => follow(forward === "ArrowLeft" ? "next" : "prev"),
  ArrowRight: () => follow(forward === "ArrowRight" ? "next" : "prev"),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (typing(document.activeElement)) return;
  const action = actions[(event.shiftKey ? "Shift+" : "") + event.code];
  if (action && action()) event.preventDefault();
});
