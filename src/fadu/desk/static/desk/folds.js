// SPDX-License-Identifier: MulanPSL-2.0
// On a telephone the page of a case shows what is next and its terms; all else is folded under its heading, and unfolded for the printer.
(() => {
  if (!matchMedia("(max-width: 40rem)").matches) return;
  for (const head of document.querySelectorAll(".case aside > section > h2, .case-past > section > h2")) {
    if (head.id === "terms") continue;
    const fold = document.createElement("details"), summary = document.createElement("summary");
    fold.className = "narrow";
    head.before(fold);
    for (let next = fold.nextSibling; next && (next === head || next.nodeName !== "H2"); next = fold.nextSibling) fold.append(next);
    summary.append(head);
    fold.prepend(summary);
  }
  const folds = [...document.querySelectorAll("details.narrow")];
  const open = () => { const at = location.hash && document.getElementById(location.hash.slice(1))?.closest("details.narrow"); if (at) at.open = true; };
  addEventListener("hashchange", open);
  addEventListener("beforeprint", () => folds.forEach((fold) => { fold.open = true; }));
  open();
})();
