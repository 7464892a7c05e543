// SPDX-License-Identifier: MulanPSL-2.0
// On a telephone a row of a list is a card: each value says by its column what it is; the first two say it themselves, and what is not there is left out.
(() => {
  for (const table of document.querySelectorAll("table.work:not(.figures)")) {
    const called = [...table.querySelectorAll("thead th")].map((head) => head.textContent.trim());
    for (const cell of table.querySelectorAll("tbody td")) {
      const words = cell.textContent.trim(), name = called[cell.cellIndex] || "";
      if ((words === "" || words === "—") && !cell.querySelector("input, button, img")) cell.dataset.none = "";
      else if (cell.cellIndex > 1 && name && !words.startsWith(name) && !cell.querySelector("a, button, .lamp")) cell.dataset.called = name;
    }
  }
})();
