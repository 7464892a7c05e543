// SPDX-License-Identifier: MulanPSL-2.0
// What only some choices of a form ask for (theme.css) is hidden with the others, and then is not sent either: nobody would see what it says.
(() => {
  const settle = () => document.querySelectorAll(".for-some").forEach((field) => {
    const hidden = getComputedStyle(field).display === "none";
    field.querySelectorAll("input, select, textarea").forEach((one) => { one.disabled = hidden; });
  });
  document.addEventListener("change", settle);
  addEventListener("pageshow", settle);
  settle();
})();
