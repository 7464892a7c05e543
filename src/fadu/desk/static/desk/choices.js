// SPDX-License-Identifier: MulanPSL-2.0
// Fields that only some choices of the same form ask for (`meant_for`): shown with these alone, or where they say something already.

(() => {
  const inputs = (field) => Array.from(field.querySelectorAll("input, select, textarea"));
  const saysSomething = (field) =>
    field.querySelector(".errorlist") !== null ||
    inputs(field).some((input) => (input.type === "checkbox" ? input.checked : input.value !== ""));
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
      field.hidden = !chosenFor(field, selects) && !saysSomething(field);
    }
  };
  const showAll = () => document.querySelectorAll(".form").forEach(show);
  document.addEventListener("change", showAll);
  showAll();
})();
