// One conversation: messages keyed by their id. What did not change is not touched, so the scroll position, a focused
// button and a text selection survive every update; a message edited in place stays in its place.

import { chatText, plainText } from "./chat_text.js";
import { day, separator, time, word } from "./words.js";

const AT_THE_END = 48; // pixels from the end that still count as "reading the newest"

export class Chat {
  constructor(log, list, actions) {
    this.log = log;
    this.list = list;
    this.actions = actions;
    this.items = new Map(); // id → {element, shown}
    this.pinned = true; // whether the newest message stays in sight
    list.addEventListener("click", (event) => this.clicked(event));
    this.top = 0;
    log.addEventListener("scroll", () => this.scrolled());
    // Pictures that load and windows that change make the chat longer without a new message.
    const sizes = new ResizeObserver(() => { if (this.pinned) this.toTheEnd(); });
    sizes.observe(log);
    sizes.observe(list);
  }

  // Returns the ids of the messages from the bot that were not there before.
  show(messages) {
    const kept = messages.filter((message) => !message.deleted);
    this.forgetAllBut(new Set(kept.map((message) => message.id)));
    const arrived = kept.filter((message) => !this.items.has(message.id));
    let lastDay = null;
    kept.forEach((message, position) => {
      const date = moment(message.date);
      this.place(message, position, day(date) === lastDay ? null : date, kept);
      lastDay = day(date);
    });
    if (this.pinned || arrived.some((message) => message.from === "person")) this.toTheEnd();
    return arrived.filter((message) => message.from === "bot").map((message) => message.id);
  }

  // Only a move upwards lets go of the end: a chat that grew is not a reader who left.
  scrolled() {
    if (this.atTheEnd()) this.pinned = true;
    else if (this.log.scrollTop < this.top) this.pinned = false;
    this.top = this.log.scrollTop;
  }

  atTheEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < AT_THE_END;
  }

  toTheEnd() {
    this.pinned = true;
    this.log.scrollTop = this.log.scrollHeight;
    this.top = this.log.scrollTop;
  }

  // The words of the page around the messages (times, "edited") in a new language.
  retell(messages) {
    for (const item of this.items.values()) item.shown = "";
    this.show(messages);
  }

  forgetAllBut(ids) {
    for (const [id, item] of this.items) {
      if (ids.has(id)) continue;
      item.element.remove();
      this.items.delete(id);
    }
  }

  place(message, position, newDay, all) {
    const item = this.items.get(message.id) ?? this.make(message);
    const shown = JSON.stringify([message, newDay, quotation(message, all)]); // what it quotes may have been edited
    if (item.shown !== shown) {
      this.fill(item.element, message, newDay, all);
      item.shown = shown;
    }
    if (this.list.children[position] !== item.element) this.list.insertBefore(item.element, this.list.children[position] ?? null);
  }

  make(message) {
    const element = document.createElement("li");
    element.className = `message ${message.from === "person" ? "mine" : "theirs"}`;
    element.dataset.message = message.id;
    element.innerHTML = '<p class="day"></p><div class="bubble"><div class="quote"></div><div class="file"></div><div class="text"></div><p class="meta"></p></div><div class="keyboard"></div>';
    const item = { element, shown: "" };
    this.items.set(message.id, item);
    return item;
  }

  fill(element, message, newDay, all) {
    const part = (name) => element.querySelector(`.${name}`);
    put(part("day"), newDay ? separator(newDay) : "");
    put(part("quote"), quoted(message, all));
    put(part("file"), message.file ? fileShown(message.file) : "");
    put(part("text"), chatText(message.html));
    put(part("meta"), meta(message));
    part("bubble").classList.toggle("pictured", isPicture(message.file));
    keyboard(part("keyboard"), message, this.actions.own);
  }

  clicked(event) {
    const pressed = event.target.closest("[data-press], [data-copy], [data-command], [data-goto], a, .spoiler");
    if (!pressed) return;
    const { press, copy, command, goto } = pressed.dataset;
    if (press !== undefined) this.actions.press(Number(pressed.closest(".message").dataset.message), press, pressed);
    else if (copy !== undefined) this.actions.copy(copy);
    else if (command) this.actions.say(command);
    else if (goto) this.goTo(goto);
    else if (pressed.matches(".spoiler")) pressed.classList.add("open");
    else if (this.actions.own(pressed.href)) {
      event.preventDefault();
      this.actions.open(pressed.href);
    }
  }

  goTo(id) {
    const target = this.list.querySelector(`[data-message="${CSS.escape(id)}"]`);
    target?.scrollIntoView({ block: "center", behavior: "auto" });
    target?.classList.remove("found");
    requestAnimationFrame(() => target?.classList.add("found"));
  }
}

export function moment(date) {
  return new Date(typeof date === "number" ? date * 1000 : date);
}

function put(element, content) {
  element.replaceChildren(content ?? "");
  element.hidden = element.childNodes.length === 0 || element.textContent === "" && !element.querySelector("img");
}

function quotation(message, all) {
  const original = message.reply_to && all.find((other) => other.id === message.reply_to);
  return original && (plainText(original.html).slice(0, 90) || original.file?.name || "…");
}

function quoted(message, all) {
  const text = quotation(message, all);
  if (!text) return "";
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.goto = message.reply_to;
  button.textContent = text;
  return button;
}

function meta(message) {
  const line = document.createDocumentFragment();
  if (message.silent) line.append(muteSign());
  if (message.edited) line.append(Object.assign(document.createElement("span"), { textContent: word("edited") }));
  const date = moment(message.date);
  line.append(Object.assign(document.createElement("time"), { dateTime: date.toISOString(), textContent: time(date) }));
  return line;
}

function muteSign() {
  const sign = document.createElement("span");
  sign.className = "mute";
  sign.title = word("silent");
  sign.setAttribute("role", "img");
  sign.setAttribute("aria-label", word("silent"));
  sign.innerHTML = '<svg aria-hidden="true"><use href="#i-mute"/></svg>';
  return sign;
}

const isPicture = (file) => Boolean(file) && (file.kind === "photo" || (file.mime ?? "").startsWith("image/") && file.kind !== "document");

function fileShown(file) {
  const link = document.createElement("a");
  link.href = `/sandbox/files/${encodeURIComponent(file.id)}`;
  if (isPicture(file)) {
    link.className = "picture";
    link.target = "_blank";
    link.rel = "noopener";
    link.append(Object.assign(document.createElement("img"), { src: link.href, alt: file.name || word("photo") }));
    return link;
  }
  link.className = "document";
  link.download = file.name;
  link.innerHTML = '<span class="file-sign"><svg aria-hidden="true"><use href="#i-file"/></svg></span><span class="file-text"><span class="file-name"></span><small></small></span>';
  link.querySelector(".file-name").textContent = file.name;
  link.querySelector("small").textContent = size(file.size);
  return link;
}

function size(bytes) {
  return bytes < 1024 ? `${bytes} B` : bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} kB` : `${(bytes / 1048576).toFixed(1)} MB`;
}

// Buttons are kept by their row and column: the one that has the focus keeps it when the counts on it change.
function keyboard(element, message, own) {
  const rows = message.buttons ?? [];
  while (element.children.length > rows.length) element.lastElementChild.remove();
  rows.forEach((buttons, row) => {
    const line = element.children[row] ?? element.appendChild(Object.assign(document.createElement("div"), { className: "keys" }));
    while (line.children.length > buttons.length) line.lastElementChild.remove();
    buttons.forEach((button, column) => key(line, column, button, own));
  });
  element.hidden = rows.length === 0;
}

function key(line, column, button, own) {
  const name = button.url === undefined ? "button" : "a";
  let made = line.children[column];
  if (made?.localName !== name) {
    const fresh = document.createElement(name);
    if (made) made.replaceWith(fresh);
    else line.append(fresh);
    made = fresh;
  }
  made.className = "key";
  for (const attribute of ["data-press", "data-copy"]) made.removeAttribute(attribute);
  made.replaceChildren(button.text, ...effect(made, button, own));
}

function effect(made, button, own) {
  if (button.url !== undefined) {
    Object.assign(made, { href: /^(https?|tg):/i.test(button.url) ? button.url : "#", target: "_blank", rel: "noopener noreferrer" });
    return own(button.url) ? [sign("i-out")] : [sign("i-out"), hint("opens")];
  }
  made.type = "button";
  if (button.copy === undefined) {
    made.dataset.press = button.data ?? "";
    return [];
  }
  made.dataset.copy = button.copy;
  return [sign("i-copy"), hint("copies")];
}

function sign(name) {
  const made = document.createElement("span");
  made.className = "key-sign";
  made.innerHTML = `<svg aria-hidden="true"><use href="#${name}"/></svg>`;
  return made;
}

function hint(key) {
  return Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: ` ${word(key)}` });
}
