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

// What is being typed into a long form stays in this browser, for whoever typed it, until it is saved or they sign out: a session that
// ends meanwhile loses nothing. Personal data and files are not kept. Words selected in the document go into the form.
document.addEventListener("DOMContentLoaded", () => {
  const english = document.documentElement.lang === "en";
  const keyOf = (form) => `luoshi:${document.body.dataset.login}:${form.dataset.keep}`;
  const forms = [...document.querySelectorAll("form[data-keep]")];
  const sent = sessionStorage.getItem("luoshi:sent");
  sessionStorage.removeItem("luoshi:sent");
  if (sent && !("refused" in document.body.dataset) && !forms.some((form) => keyOf(form) === sent)) localStorage.removeItem(sent);
  document.querySelector("form[action='/sign-out']")?.addEventListener("submit", () => {
    Object.keys(localStorage).filter((key) => key.startsWith("luoshi:")).forEach((key) => localStorage.removeItem(key));
  });
  document.querySelectorAll("a[data-back]").forEach((link) => link.addEventListener("click", (event) => {
    if (history.length < 2) return;
    event.preventDefault();
    history.back();
  }));

  forms.forEach((form) => {
    const key = keyOf(form);
    const fields = () => [...form.elements].filter((field) => field.name && !["hidden", "submit", "file"].includes(field.type) && !("private" in field.dataset));
    const read = () => JSON.parse(localStorage.getItem(key) || "null");
    const isTick = (field) => ["checkbox", "radio"].includes(field.type);
    const value = (field) => (isTick(field) ? field.checked : field.value);
    const name = (field) => (isTick(field) ? `${field.name}=${field.value}` : field.name);
    const kept = read();
    if (kept && kept.revision === form.dataset.revision && kept.fields.some(([id, old]) => fields().some((field) => name(field) === id && value(field) !== old))) {
      const old = new Map(kept.fields);
      fields().filter((field) => old.has(name(field))).forEach((field) => {
        if (isTick(field)) field.checked = old.get(name(field)); else field.value = old.get(name(field));
      });
      const note = document.createElement("p");
      note.className = "kept";
      note.setAttribute("role", "status");
      note.textContent = english ? "What you had filled in and not saved is back. " : "已恢复上次填写、还没有保存的内容。";
      const drop = document.createElement("button");
      drop.type = "button";
      drop.className = "link";
      drop.textContent = english ? "Start afresh" : "不要了，重新填写";
      drop.addEventListener("click", () => { localStorage.removeItem(key); form.reset(); note.remove(); });
      note.append(drop);
      form.prepend(note);
      form.closest("details")?.setAttribute("open", "");
    } else if (kept && kept.revision !== form.dataset.revision) {
      localStorage.removeItem(key);
    }
    form.addEventListener("input", () => localStorage.setItem(key, JSON.stringify({ revision: form.dataset.revision, fields: fields().map((field) => [name(field), value(field)]) })));
    form.addEventListener("submit", () => sessionStorage.setItem("luoshi:sent", key));
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
