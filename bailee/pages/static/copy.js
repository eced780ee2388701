// A button beside each code that copies it. Without scripts the codes are simply selected by hand.
const template = document.querySelector("#copy");

for (const code of document.querySelectorAll(".codes code:not(.small)")) {
  const button = template.content.firstElementChild.cloneNode(true);
  const label = button.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code.textContent);
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = label; }, 2000);
  });
  if (navigator.clipboard) code.after(button);
}
