// SPDX-License-Identifier: MulanPSL-2.0
// What is typed is kept while it is typed; where that does not come through, the page says so beside the button.
const tab = document.querySelector("#of-the-form [name=tab]");
if (tab) {  // the same tab stays the same one over all its pages
  tab.value = sessionStorage.getItem("tab") || tab.value;
  sessionStorage.setItem("tab", tab.value);
}
const told = (event, words) => {
  if (event.target.id === "draft-kept") event.target.textContent = words;
};
document.addEventListener("htmx:responseError", (event) => told(event, event.detail.xhr.status === 401
  ? "登录已经结束，内容没有暂存；请照常提交，登录后接着办" : "没有暂存成功；请及时提交"));
document.addEventListener("htmx:sendError", (event) => told(event, "连接不上服务器"));
// once a form is on its way nothing more is kept of it: what is done would be offered as not done
let sent = false;
document.addEventListener("submit", (event) => { sent = sent || (event.target.id === "the-form" && !event.defaultPrevented); });
window.addEventListener("pageshow", () => { sent = false; });
document.addEventListener("htmx:beforeRequest", (event) => { if (sent && event.target.id === "draft-kept") event.preventDefault(); });
