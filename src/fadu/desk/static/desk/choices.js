// SPDX-License-Identifier: MulanPSL-2.0
// Fields that only some choices of the same form ask for (`meant_for`): shown and sent with these alone, or where something is said to be
// wrong with them. What was typed before another choice stays there, in case one comes back to it.

(() => {
  const inputs = (field) => Array.from(field.querySelectorAll("input, select, textarea"));
  const isWrong = (field) => field.querySelector(".errorlist") !== null;
  const chosenFor = (field, selects) => {
    const choices = Array.from(field.classList)
      .filter((name) => name.startsWith("for-") && name !== "for-some")
      .map((name) => name.slice("for-".length));
    const asks = selects.filter((select) => Array.from(select.options).some((option) => choices.includes(option.value)));
    return asks.length === 0 || asks.some((select) => choices.includes(select.value));
  };
  const show = (form) => {
    const fields = Array.from(form.children);
    const selects = fields.map((field) => field.querySelector("select")).filter((select) => select !== null);
    for (const field of fields.filter((one) => one.classList.contains("for-some"))) {
      const away = !chosenFor(field, selects) && !isWrong(field);
      field.hidden = away;
      inputs(field).forEach((input) => { input.disabled = away; });
    }
  };
  const showAll = () => document.querySelectorAll(".form").forEach(show);
  document.addEventListener("change", showAll);
  showAll();
})();
