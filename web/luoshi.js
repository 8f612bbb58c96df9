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

// What is being typed into a long form stays in this browser until it is saved; words selected in the document go into the form.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("form[data-keep]").forEach((form) => {
    const key = `luoshi:${form.dataset.keep}`;
    const fields = () => [...form.elements].filter((field) => field.name && !["hidden", "submit"].includes(field.type));
    const read = () => JSON.parse(localStorage.getItem(key) || "null");
    const value = (field) => (["checkbox", "radio"].includes(field.type) ? field.checked : field.value);
    const name = (field) => (field.type === "radio" ? `${field.name}=${field.value}` : field.name);
    const kept = read();
    if (kept && kept.revision === form.dataset.revision && kept.fields.some(([id, old]) => fields().some((field) => name(field) === id && value(field) !== old))) {
      const old = new Map(kept.fields);
      fields().filter((field) => old.has(name(field))).forEach((field) => {
        if (["checkbox", "radio"].includes(field.type)) field.checked = old.get(name(field)); else field.value = old.get(name(field));
      });
      const note = document.createElement("p");
      note.className = "kept";
      note.setAttribute("role", "status");
      note.textContent = document.documentElement.lang === "en"
        ? "What you had filled in and not saved is back." : "已恢复上次填写、还没有保存的内容。";
      form.prepend(note);
    } else if (kept && kept.revision !== form.dataset.revision) {
      localStorage.removeItem(key);
    }
    form.addEventListener("input", () => localStorage.setItem(key, JSON.stringify({ revision: form.dataset.revision, fields: fields().map((field) => [name(field), value(field)]) })));
  });
  document.querySelector(".review .doc")?.addEventListener("mouseup", () => {
    const words = String(getSelection()).trim().slice(0, 200);
    if (!words) return;
    document.querySelectorAll("[data-words]").forEach((field) => { field.value = words; });
    document.querySelectorAll("a[data-add]").forEach((link) => {
      const address = new URL(link.href);
      address.searchParams.set("words", words);
      link.href = address.href;
    });
  });
});
