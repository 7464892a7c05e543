// SPDX-License-Identifier: MulanPSL-2.0
// A chart of a case is larger than its box: it opens at the stage in which the case stands.
(() => {
  const box = document.querySelector(".wall"), here = box?.querySelector(".band-here");
  if (!here) return;
  const at = here.getBoundingClientRect(), frame = box.getBoundingClientRect();
  const steps = [...box.querySelectorAll(".box")].map((step) => step.getBoundingClientRect()).filter((step) => step.top >= at.top && step.bottom <= at.bottom);
  box.scrollTop += at.top - frame.top - 12;
  if (steps.length) box.scrollLeft += Math.min(...steps.map((step) => step.left)) - frame.left - 12;
})();
