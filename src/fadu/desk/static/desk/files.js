// SPDX-License-Identifier: MulanPSL-2.0
// Of several files chosen at once, each gets its own name and kind; without this script all have the kind below and names by number.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form");
  if (!form || event.target.type !== "file" || !form.elements.kind) return;
  form.querySelector("[data-each]")?.remove();
  form.elements.kind.required = true;
  const files = ["file", "photo"].flatMap((name) => [...(form.elements[name]?.files || [])]);
  if (files.length < 2) return;
  form.elements.kind.required = false;  // each has its own
  const list = document.createElement("fieldset");
  list.dataset.each = "";
  const legend = document.createElement("legend");
  legend.className = "h6";
  legend.textContent = `逐份的名称和种类（${files.length}份）`;
  list.append(legend);
  const said = [...document.querySelectorAll("data[data-said]")];  // of the same files, when they were chosen before
  files.forEach((file, place) => {
    const before = said.find((one) => one.dataset.said === file.name);
    const row = document.createElement("div");
    row.className = "form mb-2";
    const title = document.createElement("input"), kind = form.elements.kind.cloneNode(true);
    Object.assign(title, { type: "text", name: "title_of", maxLength: 200, value: before ? before.value : file.name.replace(/\.[^.]*$/, "") });
    Object.assign(kind, { name: "kind_of", id: `kind-of-${place}`, required: true, value: (before && before.dataset.kind) || form.elements.kind.value });
    const name = document.createElement("input");
    Object.assign(name, { type: "hidden", name: "name_of", value: file.name });
    row.append(name);
    title.id = `title-of-${place}`;
    for (const [input, word] of [[title, `第${place + 1}份的名称`], [kind, "种类"]]) {
      const field = document.createElement("div"), label = document.createElement("label");
      field.className = input === kind ? "field short" : "field";
      label.htmlFor = input.id;
      label.textContent = word;
      field.append(label, input);
      row.append(field);
    }
    list.append(row);
  });
  event.target.closest(".field").after(list);
});
