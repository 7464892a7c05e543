// SPDX-License-Identifier: MulanPSL-2.0
// Fields that only some choices of the same form ask for (`meant_for`): shown and sent with these alone, or where something is said to be
// wrong with them; with others (`meant_besides`) once something is said in another field. What was typed before another choice stays there, in case one comes back to it.

(() => {
  const inputs = (field) => Array.from(field.querySelectorAll("input, select, textarea"));
  const isWrong = (field) => field.querySelector(".errorlist") !== null;
  const named = (field, start) => Array.from(field.classList)
    .filter((name) => name.startsWith(start) && name !== "for-some")
    .map((name) => name.slice(start.length));
  const isBesides = (field, selects) => {
    const also = named(field, "also-");
    const isSaid = named(field, "with-").some((name) => Array.from(document.getElementsByName(name)).some((input) => input.value.trim() !== ""));
    return isSaid && selects.some((select) => also.includes(select.value));
  };
  const chosenFor = (field, selects) => {
    const choices = named(field, "for-");
    const asks = selects.filter((select) => Array.from(select.options).some((option) => choices.includes(option.value)));
    return asks.length === 0 || asks.some((select) => choices.includes(select.value));
  };
  const show = (form) => {
    const fields = Array.from(form.children);
    const selects = fields.map((field) => field.querySelector("select")).filter((select) => select !== null);
    for (const field of fields.filter((one) => one.classList.contains("for-some"))) {
      const away = !chosenFor(field, selects) && !isBesides(field, selects) && !isWrong(field);
      field.hidden = away;
      inputs(field).forEach((input) => { input.disabled = away; });
    }
  };
  const showAll = () => document.querySelectorAll(".form").forEach(show);
  document.addEventListener("change", showAll);
  showAll();
})();
