// SPDX-License-Identifier: MulanPSL-2.0
// Where there is no connection, what is typed stays in this browser until it comes through: of whoever typed it alone, never what is
// sealed (an informant, the number of an identity card, the secondary file), a week at most, and gone when they sign out.
(() => {
  const MARK = "fadu-form:", WEEK = 7 * 24 * 3600 * 1000;
  let store = null;
  try { store = window.localStorage; } catch (error) { return; }
  const person = (document.querySelector("meta[name=keeper]") || {}).content || "";
  const form = document.querySelector("#the-form[data-draft]");
  const address = (document.querySelector("#of-the-form [name=form]") || {}).value || "";
  const kept = form && form.dataset.draft ? `${MARK}${form.dataset.draft}:${address}` : "";
  const said = document.getElementById("kept-here");
  const tell = (words) => { if (said) said.textContent = words; };
  const all = () => Object.keys(store).filter((key) => key.startsWith(MARK));
  const clear = () => all().forEach((key) => store.removeItem(key));
  const read = (key) => { try { return JSON.parse(store.getItem(key)); } catch (error) { return null; } };
  const SKIPPED = ["csrfmiddlewaretoken", "holder", "request_id", "revision", "warned", "tab"];
  const entries = () => [...new FormData(form)].filter(([name, value]) => typeof value === "string"
    && !SKIPPED.includes(name) && ![...form.elements].some((input) => input.name === name && "sealed" in input.dataset));
  const keep = (sent) => {
    if (!kept || (form.elements.access && form.elements.access.value === "secondary")) return false;
    try { store.setItem(kept, JSON.stringify({ at: Date.now(), sent, typed: entries() })); } catch (error) { return false; }
    return true;
  };
  const away = () => tell(keep(false)
    ? "没有网络：填写的内容暂存在这台设备的浏览器里（证件号码和选过的文件除外），没有送出；恢复以后自动转存，退出登录即清除"
    : "没有网络，本表含有保密内容，不存在这台设备上：请勿关闭这一页");
  const typed = (data) => {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.append("form", address);
    body.append("beside", "1");
    data.typed.forEach(([name, value]) => body.append(name, value));
    return fetch(form.ownerDocument.querySelector("#draft-kept").getAttribute("hx-post"), { method: "POST", body: new URLSearchParams(body), credentials: "same-origin" });
  };
  // whose it is not, what is too old, and what the answer to its press has just been shown for, goes
  const how = (performance.getEntriesByType("navigation")[0] || { type: "navigate" }).type;
  const before = document.referrer ? new URL(document.referrer).pathname : "";
  all().forEach((key) => {
    const data = read(key), [, whose, ...rest] = key.split(":");
    if (!data || Date.now() - data.at > WEEK || (person && whose !== person) || (data.sent && before === rest.join(":") && how === "navigate")) store.removeItem(key);
  });
  document.querySelectorAll("form[data-ends]").forEach((end) => end.addEventListener("submit", clear));
  if (!form) return;
  const left = kept && read(kept);
  if (left) typed(left).then((answer) => {
    if (!answer.ok) return;
    store.removeItem(kept);
    if (!location.search.includes("draft=1")) location.replace(`${address}?draft=1`);
  }).catch(() => tell("没有网络：上次填写的内容还在这台设备的浏览器里"));
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) { keep(true); return; }
    event.preventDefault();
    away();
  });
  form.addEventListener("input", () => { if (!navigator.onLine) away(); });
  document.addEventListener("htmx:sendError", (event) => { if (event.target.id === "draft-kept" || event.target.id === "warnings") away(); });
  document.addEventListener("htmx:afterOnLoad", (event) => { if (event.target.id === "draft-kept" && event.detail.successful) { store.removeItem(kept); tell(""); } });
  window.addEventListener("offline", away);
  window.addEventListener("online", () => { tell("网络已恢复"); form.dispatchEvent(new Event("change", { bubbles: true })); });
})();
