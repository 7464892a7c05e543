// SPDX-License-Identifier: MulanPSL-2.0
// Keys for those who do not reach for the mouse: "/" to search, "j" and "k" along the rows, Enter to open.
document.addEventListener("keydown", (event) => {
  if (event.target.matches("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") { event.preventDefault(); document.querySelector("input[type=search]")?.focus(); return; }
  if (event.key !== "j" && event.key !== "k") return;
  const links = [...document.querySelectorAll("a[data-row]")];
  if (!links.length) return;
  const place = links.indexOf(document.activeElement);
  const next = event.key === "j" ? Math.min(place + 1, links.length - 1) : Math.max(place - 1, 0);
  links[next].focus();
});
