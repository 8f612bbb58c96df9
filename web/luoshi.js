// The plan reader lights up both ways. Without this file the same links jump there.
document.addEventListener("DOMContentLoaded", () => {
  const light = (id, on) => {
    const card = document.getElementById(id);
    if (!card) return;
    card.classList.toggle("lit", on);
    document.querySelectorAll(`.doc a.tie[href="#${CSS.escape(id)}"]`).forEach((mark) => mark.classList.toggle("lit", on));
  };
  const watch = (element, id) => {
    for (const [event, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) {
      element.addEventListener(event, () => light(id, on));
    }
  };
  document.querySelectorAll(".doc a.tie").forEach((mark) => watch(mark, mark.getAttribute("href").slice(1)));
  document.querySelectorAll(".side .card[id]").forEach((card) => watch(card, card.id));
});
