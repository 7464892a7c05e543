// SPDX-License-Identifier: MulanPSL-2.0
// Several papers to sign: folded at first, opened by the tick that says they were read; without this script they stand open.
"use strict";
for (const item of document.querySelectorAll("[data-to-sign]")) {
  const papers = [...item.querySelectorAll("details")];
  for (const paper of papers) paper.open = false;
  item.querySelector('input[name="sign"]').addEventListener("change", (event) => {
    if (event.target.checked) for (const paper of papers) paper.open = true;
  });
}
