// The page: keeps the phones and the control bar as the sandbox tells them to be.

import { Controls } from "./controls.js";
import { Phone, initials } from "./phone.js";
import { get, post } from "./wire.js";
import { sample, speak, spoken, translate, word } from "./words.js";

const LOOK_MS = 1000;
const LOOK_AHEAD_EVERY = 3; // looks
const ONE_AT_A_TIME = matchMedia("(max-width: 719px)");

const element = (id) => document.getElementById(id);
const phones = new Map();
const troubles = new Map();
let state = { bot: { username: "", name: "Narada" }, people: [], faults: {} };
let chosen = null;

const controls = new Controls({ changed: () => phones.forEach((phone) => phone.state()), trouble });

// --- what the sandbox tells

let asking = false;
let askAgain = false;

async function refresh() {
  if (asking) {
    askAgain = true;
    return;
  }
  asking = true;
  do {
    askAgain = false;
    try {
      tell(await get("/sandbox/state"));
      controls.lookAheadSoon();
      trouble("", "lost");
    } catch {
      trouble(word("lost"), "lost");
    }
  } while (askAgain);
  asking = false;
}

function tell(told) {
  state = told;
  controls.faultsTold(told.faults ?? {});
  for (const [place, person] of told.people.entries()) {
    const phone = phones.get(person.id);
    if (phone) phone.show(person);
    else add(person, place);
  }
  for (const id of [...phones.keys()]) if (!told.people.some((person) => person.id === id)) remove(id);
  tabs();
}

function add(person, place) {
  const world = { bot: () => state.bot, service: () => controls.service.status, outage: () => controls.outage, seen: tabs };
  const phone = new Phone(person, place, world);
  phones.set(person.id, phone);
  translate(phone.root);
  element("phones").insertBefore(phone.root, element("phones").querySelector(".add"));
  phone.chat.toTheEnd();
  if (chosen === null) choose(person.id);
}

function remove(id) {
  phones.get(id).root.remove();
  phones.delete(id);
  if (chosen === id) choose(phones.keys().next().value ?? null);
}

function listen() {
  const events = new EventSource("/sandbox/events");
  events.onopen = refresh;
  events.onmessage = (event) => {
    if (event.data.includes('"sandbox"')) controls.look().catch(() => {});
    refresh();
  };
  events.onerror = () => trouble(word("lost"), "lost");
}

let looks = 0;

async function look() {
  try {
    await controls.look();
    if (looks++ % LOOK_AHEAD_EVERY === 0) await controls.lookAhead();
  } catch { /* the event stream says that the sandbox is gone */ }
  setTimeout(look, LOOK_MS);
}

function trouble(text, about = "act") {
  if (text) troubles.set(about, text);
  else troubles.delete(about);
  const shown = [...troubles.values()].join(" ");
  const line = element("trouble");
  if (line.textContent !== shown) line.textContent = shown;
  line.hidden = !shown;
  if (text && about === "act") setTimeout(() => trouble("", "act"), 6000);
}

// --- tabs: on a narrow screen they choose the one phone shown, on a wide one they scroll to it

function tabs() {
  const list = element("tabs");
  for (const [id, phone] of phones) tab(list, id, phone);
  for (const button of [...list.children]) if (!phones.has(Number(button.dataset.phone))) button.remove();
  const one = ONE_AT_A_TIME.matches;
  attribute(list, "role", one ? "tablist" : null);
  for (const [id, phone] of phones) {
    attribute(phone.root, "role", one ? "tabpanel" : null);
    phone.root.classList.toggle("chosen", id === chosen);
  }
}

function tab(list, id, phone) {
  let button = list.querySelector(`[data-phone="${id}"]`);
  if (!button) {
    button = Object.assign(document.createElement("button"), { type: "button", className: "tab" });
    button.dataset.phone = id;
    button.dataset.colour = phone.root.dataset.colour;
    button.setAttribute("aria-controls", phone.root.id);
    button.innerHTML = '<span class="badge" aria-hidden="true"></span><span class="tab-name"></span><span class="count" hidden></span>';
    list.append(button);
  }
  const title = phone.person.title || phone.person.name;
  const set = (name, text) => {
    const part = button.querySelector(name);
    if (part.textContent !== text) part.textContent = text;
  };
  set(".badge", initials(title));
  set(".tab-name", title);
  set(".count", phone.unread.size ? String(phone.unread.size) : "");
  button.querySelector(".count").hidden = phone.unread.size === 0;
  const one = ONE_AT_A_TIME.matches;
  attribute(button, "role", one ? "tab" : null);
  attribute(button, "aria-selected", one ? String(id === chosen) : null);
  attribute(button, "tabindex", one && id !== chosen ? "-1" : null);
  button.classList.toggle("current", id === chosen);
}

function attribute(target, name, value) {
  if (value === null) target.removeAttribute(name);
  else if (target.getAttribute(name) !== value) target.setAttribute(name, value);
}

function choose(id, { focus = false } = {}) {
  chosen = id;
  tabs();
  const phone = phones.get(id);
  if (!phone) return;
  const gently = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  if (!ONE_AT_A_TIME.matches && focus) phone.root.scrollIntoView({ inline: "center", block: "nearest", behavior: gently });
  element("tabs").querySelector(".current")?.scrollIntoView({ inline: "nearest", block: "nearest", behavior: gently });
  if (ONE_AT_A_TIME.matches) phone.chat.toTheEnd();
  phone.read();
  if (!ONE_AT_A_TIME.matches && focus) phone.part("log").focus({ preventScroll: true });
}

function walkTabs(event) {
  if (!ONE_AT_A_TIME.matches) return;
  const ids = [...phones.keys()];
  const at = ids.indexOf(chosen);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: ids.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  choose(ids.at(to % ids.length));
  element("tabs").querySelector(".current").focus();
}

// --- help, log, language, one more phone

function steps() {
  element("steps").replaceChildren(...word("steps").map(([title, text, tryable]) => {
    const step = document.createElement("li");
    step.append(Object.assign(document.createElement("h3"), { textContent: title }));
    const told = Object.assign(document.createElement("p"), { innerHTML: text }); // a sentence of words.js, nobody's input
    step.append(told);
    if (tryable) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "link", textContent: word("tryIt") });
      button.addEventListener("click", trySample);
      told.append(" ", button);
    }
    return step;
  }));
}

function trySample() {
  const first = phones.keys().next().value;
  if (first === undefined) return;
  choose(first, { focus: true });
  phones.get(first).write(sample(phones.get(first).person.language));
}

function disclose(toggle, panel, open) {
  element(panel).hidden = !open;
  element(toggle).setAttribute("aria-expanded", String(open));
}

function language(wanted) {
  speak(wanted);
  document.documentElement.lang = wanted;
  document.title = `Narada – ${word("what")}`;
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === wanted));
  }
  translate(document);
  element("events").dataset.none = word("logNone");
  steps();
  controls.retell();
  phones.forEach((phone) => phone.retell());
}

function openAddDialog(event) {
  element("add-form").reset();
  element("add-form").elements.language.value = spoken();
  element("add-dialog").showModal();
  event.preventDefault();
}

async function addPhone() {
  const { name, language: tongue } = element("add-form").elements;
  try {
    const person = await post("/sandbox/people", { name: name.value.trim(), language: tongue.value });
    await refresh();
    if (person.id !== undefined) choose(person.id, { focus: true });
  } catch (error) {
    trouble(word("refused", { error: error.message }));
  }
}

for (const button of document.querySelectorAll("[data-language]")) button.addEventListener("click", () => language(button.dataset.language));
for (const button of document.querySelectorAll("[data-add]")) button.addEventListener("click", openAddDialog);
element("add-cancel").addEventListener("click", () => element("add-dialog").close());
element("add-form").addEventListener("submit", addPhone);
element("help-toggle").addEventListener("click", () => disclose("help-toggle", "help", element("help").hidden));
element("help-close").addEventListener("click", () => { disclose("help-toggle", "help", false); element("help-toggle").focus(); });
element("log-toggle").addEventListener("click", () => disclose("log-toggle", "journal", element("journal").hidden));
element("tabs").addEventListener("click", (event) => {
  const button = event.target.closest("[data-phone]");
  if (button) choose(Number(button.dataset.phone), { focus: true });
});
element("tabs").addEventListener("keydown", walkTabs);
ONE_AT_A_TIME.addEventListener("change", tabs);
document.addEventListener("pointerdown", (event) => {
  phones.forEach((phone) => { if (!phone.root.contains(event.target)) phone.closeCommands(); });
});

language(spoken());
disclose("help-toggle", "help", matchMedia("(min-width: 1100px) and (min-height: 760px)").matches);
listen();
look();
