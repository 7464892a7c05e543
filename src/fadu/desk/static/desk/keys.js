// SPDX-License-Identifier: MulanPSL-2.0
// Keys for those who do not reach for the mouse: "/" to search, "j" and "k" along the rows, Enter to open, "?" for the table of keys.
(() => {
  const overlay = async () => {
    const link = document.querySelector("a[data-keys-page]");
    if (!link) return;
    let shown = document.getElementById("keys-shown");
    if (shown) { shown.showModal(); return; }
    if (typeof HTMLDialogElement !== "function") { location.href = link.href; return; }
    const answer = await fetch(link.href, { credentials: "same-origin" });
    const table = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-keys]");
    if (!table) { location.href = link.href; return; }
    shown = document.createElement("dialog");
    shown.id = "keys-shown";
    shown.setAttribute("aria-label", "键盘操作");
    const close = document.createElement("button");
    close.className = "btn btn-outline-secondary mt-2";
    close.textContent = "关闭";
    close.addEventListener("click", () => shown.close());
    shown.append(table, close);
    document.body.append(shown);
    shown.showModal();
  };
  document.addEventListener("keydown", (event) => {
    if (event.target.matches("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") { event.preventDefault(); document.querySelector("input[type=search]")?.focus(); return; }
    if (event.key === "?") { event.preventDefault(); overlay(); return; }
    if (event.key !== "j" && event.key !== "k") return;
    const links = [...document.querySelectorAll("a[data-row]")].filter((link) => link.getClientRects().length);
    if (!links.length) return;
    const place = links.indexOf(document.activeElement);
    const next = event.key === "j" ? Math.min(place + 1, links.length - 1) : Math.max(place - 1, 0);
    links[next].focus();
  });
})();
