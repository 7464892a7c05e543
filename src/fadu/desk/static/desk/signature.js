// SPDX-License-Identifier: MulanPSL-2.0
// The party draws a signature with a finger, a pen or the mouse; without this script the signed paper is photographed.
const form = document.querySelector("form[data-signature]");
if (form) {
  const box = form.querySelector(".signature"), canvas = box.querySelector("canvas"), pen = canvas.getContext("2d");
  const kept = form.elements.drawn;
  const blank = () => {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.strokeStyle = "#111";
    pen.lineWidth = 5;
    pen.lineCap = pen.lineJoin = "round";
  };
  const place = (event) => {
    const at = canvas.getBoundingClientRect();
    return [(event.clientX - at.left) * canvas.width / at.width, (event.clientY - at.top) * canvas.height / at.height];
  };
  box.hidden = false;
  blank();
  if (kept.value) {  // a page that came back shows what was drawn
    const before = new Image();
    before.onload = () => pen.drawImage(before, 0, 0);
    before.src = kept.value;
  }
  let draws = false;
  canvas.addEventListener("pointerdown", (event) => {
    draws = true;
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...place(event));
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!draws) return;
    pen.lineTo(...place(event));
    pen.stroke();
  });
  const end = () => {
    if (draws) kept.value = canvas.toDataURL("image/png");
    draws = false;
  };
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
  form.querySelector("[data-clear]").addEventListener("click", () => {
    blank();
    kept.value = "";
  });
  const shown = () => {
    const way = form.elements.way.value;
    for (const part of form.querySelectorAll("[data-way]")) part.hidden = part.dataset.way !== way;
  };
  form.addEventListener("change", shown);
  shown();
}
