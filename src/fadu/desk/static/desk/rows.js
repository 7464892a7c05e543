// SPDX-License-Identifier: MulanPSL-2.0
// Another row of a list without asking the server; without this script the button asks it, and it gives the row.
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=more_rows]");
  if (!button) return;
  const list = button.closest("fieldset"), rows = [...list.querySelectorAll("[data-one]")];
  const total = list.querySelector("input[name$='-TOTAL_FORMS']"), last = rows[rows.length - 1];
  if (!last || !total || Number(total.value) >= 200) return;
  event.preventDefault();
  const place = Number(total.value), row = last.cloneNode(true);
  const renumbered = (text) => text.replace(/-\d+-/, `-${place}-`);
  for (const part of row.querySelectorAll("[name], [id], [for], [aria-describedby]")) {
    for (const name of ["name", "id", "for", "aria-describedby"]) {
      if (part.hasAttribute(name)) part.setAttribute(name, renumbered(part.getAttribute(name)));
    }
  }
  for (const fault of row.querySelectorAll(".errorlist")) fault.remove();
  for (const input of row.querySelectorAll("input, select, textarea")) {
    input.removeAttribute("aria-invalid");
    if (input.type === "checkbox" || input.type === "radio") input.checked = false;
    else if (input.tagName === "SELECT") input.selectedIndex = 0;
    else input.value = "";
  }
  last.after(row);
  total.value = String(place + 1);
  row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
});
