// One phone: who holds it, the chat, the field to write in, the command menu, toasts and alerts.

import { post, upload } from "./wire.js";
import { Chat } from "./chat.js";
import { counted, translate, word } from "./words.js";

const TOAST_MS = 4500;

export class Phone {
  constructor(person, place, world) {
    this.id = person.id;
    this.world = world; // {bot(), service(), outage(), trouble(text), seen()}
    this.root = document.getElementById("phone-template").content.firstElementChild.cloneNode(true);
    this.root.id = `phone-${person.id}`;
    this.root.dataset.colour = String(place % 6);
    this.part = (name) => this.root.querySelector(`.${name}`);
    this.unread = new Set();
    this.waiting = new Map(); // pressed button → version of the chat at the press
    this.toastId = undefined;
    this.chat = new Chat(this.part("log"), this.part("messages"), {
      press: (message, data, button) => this.press(message, data, button),
      copy: (text) => this.copy(text),
      say: (text) => this.say(text),
      own: (address) => this.leadsToTheBot(address),
      open: (url) => this.to("open", { url }),
    });
    this.field = this.part("composer").querySelector("textarea");
    this.listen();
    this.show(person);
    this.chat.toTheEnd();
    this.read();
  }

  listen() {
    const on = (name, event, act) => this.part(name).addEventListener(event, act);
    on("composer", "submit", (event) => { event.preventDefault(); this.send(); });
    this.field.addEventListener("keydown", (event) => this.typed(event));
    this.field.addEventListener("input", () => this.grown());
    on("commands", "click", () => this.toggleCommands());
    on("command-menu", "click", (event) => this.choose(event.target.closest("button")));
    on("command-menu", "keydown", (event) => this.walkCommands(event));
    on("block", "click", () => this.to(this.person.blocked ? "unblock" : "block"));
    on("wide-action", "click", () => this.begin());
    on("down", "click", () => { this.chat.toTheEnd(); this.part("log").focus(); });
    on("down", "blur", () => this.scrolled());
    on("log", "scroll", () => this.scrolled());
    this.root.querySelector(".language select").addEventListener("change", (event) => this.to("language", { language: event.target.value }));
    this.root.querySelector("input[type=file]").addEventListener("change", (event) => this.attach(event.target));
    this.part("alert").querySelector("button").addEventListener("click", () => this.closeAlert());
    this.part("alert").addEventListener("keydown", (event) => { if (event.key === "Escape") this.closeAlert(); });
    for (const event of ["pointerdown", "focusin", "keydown"]) this.root.addEventListener(event, () => this.read());
  }

  show(person) {
    const before = this.person;
    this.person = person;
    this.owner(person);
    const arrived = this.chat.show(person.messages);
    if (before) this.arrived(arrived);
    this.commands(person.commands ?? []);
    this.composer(person);
    this.toast(person.toast, before);
    this.answered(person.version);
    this.scrolled();
  }

  owner(person) {
    const title = person.title || person.name;
    const texts = { "owner-title": title, "owner-name": person.title ? person.name : "", badge: initials(title), "bot-name": this.world.bot().name };
    for (const [name, text] of Object.entries(texts)) if (this.part(name).textContent !== text) this.part(name).textContent = text;
    this.part("avatar").textContent = this.world.bot().name.slice(0, 1);
    const select = this.root.querySelector(".language select");
    if (document.activeElement !== select && select.value !== person.language) select.value = person.language;
    this.root.setAttribute("aria-label", title);
    this.part("log").setAttribute("aria-label", word("chat", { name: title }));
    this.field.setAttribute("aria-label", `${word("message")} – ${title}`);
    this.field.placeholder = word("message");
    this.state();
  }

  // The line under the bot's name says why nothing happens, if nothing does.
  state() {
    const { blocked } = this.person;
    const reason = blocked ? "blocked" : this.world.service() === "stopped" ? "botDead" : this.world.outage() ? "botDown" : "bot";
    const line = this.part("bot-state");
    if (line.textContent !== word(reason)) line.textContent = word(reason);
    line.classList.toggle("amiss", reason !== "bot");
    const button = this.part("block");
    button.setAttribute("aria-label", word(blocked ? "unblock" : "block"));
    button.title = word(blocked ? "unblock" : "block");
    button.hidden = !this.person.started && !blocked;
  }

  composer(person) {
    const talking = person.started && !person.blocked;
    if (this.part("composer").hidden === talking) this.part("composer").hidden = !talking;
    const wide = this.part("wide-action");
    wide.hidden = talking;
    wide.textContent = person.blocked ? word("unblock") : word("startBot");
    const empty = this.part("empty");
    empty.hidden = person.messages.length > 0;
    if (empty.textContent !== word("empty")) empty.textContent = word("empty");
  }

  arrived(ids) {
    if (ids.length === 0) return;
    const reading = this.root.contains(document.activeElement) && document.hasFocus() && this.chat.atTheEnd();
    if (!reading) ids.forEach((id) => this.unread.add(id));
    const sounding = this.person.messages.some((message) => ids.includes(message.id) && !message.silent);
    if (sounding) this.ring();
    this.unreadShown();
  }

  ring() {
    this.root.classList.remove("ringing");
    requestAnimationFrame(() => this.root.classList.add("ringing"));
  }

  read() {
    if (this.unread.size === 0 || !this.chat.atTheEnd()) return;
    this.unread.clear();
    this.unreadShown();
  }

  unreadShown() {
    const n = this.unread.size;
    const mark = this.part("unread");
    mark.hidden = n === 0;
    mark.textContent = n ? counted("unread", n) : "";
    this.scrolled();
    this.world.seen();
  }

  scrolled() {
    const end = this.chat.atTheEnd();
    // Hidden while it has the focus, it would drop whoever walks by keyboard back to the start of the page.
    this.part("down").hidden = end && document.activeElement !== this.part("down");
    this.part("down-text").textContent = this.unread.size ? counted("unread", this.unread.size) : word("down");
  }

  // --- talking

  async to(what, body = {}) {
    try {
      return await post(`/sandbox/people/${this.id}/${what}`, body);
    } catch (error) {
      this.note(word("refused", { error: error.message }));
      return null;
    }
  }

  async send() {
    const text = this.field.value.trim();
    if (!text) return;
    this.field.value = "";
    this.grown();
    if (!(await this.say(text))) this.field.value ||= text; // refused: what was typed is not lost
  }

  say(text) {
    return this.to("say", { text });
  }

  begin() {
    return this.person.blocked ? this.to("unblock") : this.to("start", {});
  }

  async press(message, data, button) {
    button.setAttribute("aria-busy", "true");
    if (this.world.service() === "stopped") this.note(word("waiting"));
    const pressed = await this.to("press", { message, data });
    // Whatever happens in the chat after the press is its answer.
    if (pressed) this.waiting.set(button, pressed.person.version);
    else button.removeAttribute("aria-busy");
  }

  answered(version) {
    for (const [button, before] of this.waiting) {
      if (version <= before) continue;
      button.removeAttribute("aria-busy");
      this.waiting.delete(button);
    }
  }

  // A link to the bot itself starts it in this very phone; any other opens in a tab of its own.
  leadsToTheBot(address) {
    const username = this.world.bot().username.toLowerCase();
    const match = /^(?:https?:\/\/)?(?:t\.me|telegram\.me)\/([a-z0-9_]+)/i.exec(address ?? "") ?? /^tg:\/\/resolve\?domain=([a-z0-9_]+)/i.exec(address ?? "");
    return match?.[1].toLowerCase() === username;
  }

  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.note(word("copied"));
    } catch {
      this.note(word("notCopied"));
    }
  }

  async attach(input) {
    const files = [...input.files];
    if (files.length === 0) return;
    try {
      await this.sendFiles(files, this.field.value.trim());
      this.field.value = "";
      this.grown();
    } catch (error) {
      this.note(word("refused", { error: error.message }));
    }
    input.value = "";
  }

  // Several at once are an album, as in the apps.
  sendFiles(files, caption) {
    if (files.length > 1) {
      const numbered = files.map((file, at) => [`file${String(at + 1).padStart(2, "0")}`, file]);
      return upload(`/sandbox/people/${this.id}/send_album`, numbered, { caption });
    }
    const kind = files[0].type.startsWith("image/") ? "photo" : "document";
    return upload(`/sandbox/people/${this.id}/send_file`, [["file", files[0]]], { kind, caption });
  }

  typed(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape") this.closeCommands();
    else if (event.key === "ArrowUp" && this.field.value === "/") this.openCommands();
  }

  write(text) {
    this.field.value = text;
    this.grown();
    this.field.focus();
  }

  grown() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 132)}px`;
  }

  // --- the command menu

  commands(commands) {
    const told = JSON.stringify(commands);
    this.part("commands").hidden = commands.length === 0;
    if (told === this.toldCommands) return;
    this.toldCommands = told;
    this.part("command-menu").firstElementChild.replaceChildren(...commands.map(commandLine));
  }

  toggleCommands() {
    if (this.part("command-menu").hidden) this.openCommands();
    else this.closeCommands();
  }

  openCommands() {
    this.part("command-menu").hidden = false;
    this.part("commands").setAttribute("aria-expanded", "true");
    this.part("command-menu").querySelector("button")?.focus();
  }

  closeCommands() {
    this.part("command-menu").hidden = true;
    this.part("commands").setAttribute("aria-expanded", "false");
  }

  choose(button) {
    if (!button) return;
    this.closeCommands();
    this.field.focus();
    this.say(button.dataset.command);
  }

  walkCommands(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      this.closeCommands();
      this.part("commands").focus();
    } else if (step) {
      event.preventDefault();
      const buttons = [...this.part("command-menu").querySelectorAll("button")];
      buttons.at((buttons.indexOf(document.activeElement) + step) % buttons.length).focus();
    }
  }

  // --- what appears for a moment

  toast(toast, before) {
    const id = toast ? JSON.stringify(toast) : undefined;
    if (id === this.toastId) return;
    this.toastId = id;
    if (!before || !toast?.text) return;
    if (toast.alert) this.alert(toast.text);
    else this.note(toast.text);
  }

  note(text) {
    const made = Object.assign(document.createElement("p"), { className: "toast", textContent: text });
    this.part("toasts").replaceChildren(made);
    setTimeout(() => made.remove(), TOAST_MS);
  }

  alert(text) {
    this.cameFrom = this.root.contains(document.activeElement) ? document.activeElement : null;
    this.part("alert-text").textContent = text;
    this.part("alert").hidden = false;
    this.part("alert").setAttribute("aria-label", text);
    if (this.cameFrom) this.part("alert").querySelector("button").focus();
  }

  closeAlert() {
    this.part("alert").hidden = true;
    if (this.cameFrom?.isConnected) this.cameFrom.focus();
    else this.field.focus();
  }

  retell() {
    translate(this.root);
    this.toldCommands = undefined;
    this.chat.retell(this.person.messages);
    this.show(this.person);
    this.unreadShown();
  }
}

function commandLine(command) {
  const line = document.createElement("li");
  const button = Object.assign(document.createElement("button"), { type: "button" });
  button.dataset.command = `/${command.command}`;
  button.append(
    Object.assign(document.createElement("b"), { textContent: `/${command.command}` }),
    " ",
    Object.assign(document.createElement("span"), { textContent: command.description }),
  );
  line.append(button);
  return line;
}

export function initials(title) {
  const words = title.split(/[\s.]+/).filter((part) => /^\p{L}{2,}/u.test(part) && !/^(w|we|z|i|p|im|św|of|the)$/iu.test(part));
  const [first = title, second] = words;
  return /^\p{Lu}{2,4}$/u.test(first) ? first : (first[0] + (second?.[0] ?? "")).toUpperCase();
}
