// The control bar: the clock, the service's process, Telegram's outage; and the log of what happened to them.

import { get, post } from "./wire.js";
import { day, short, time, word } from "./words.js";

const element = (id) => document.getElementById(id);
const MOST_EVENTS = 60;
const SOON = 300; // milliseconds after the last of several events

export class Controls {
  constructor({ changed, trouble }) {
    this.changed = changed;
    this.trouble = trouble;
    this.ahead = 0; // milliseconds that the service's clock is ahead of this browser's
    this.service = { status: "starting", restarts: 0, pid: null };
    this.next = { next: null, what: null };
    this.outage = false;
    this.listen();
    setInterval(() => this.tick(), 1000);
  }

  listen() {
    for (const button of document.querySelectorAll("[data-forward]")) {
      button.addEventListener("click", () => this.forward({ seconds: Number(button.dataset.forward) }));
    }
    element("to-next").addEventListener("click", () => this.next.next && this.forward({ to: "next" }));
    element("kill").addEventListener("click", () => this.order("kill"));
    element("start").addEventListener("click", () => this.order("start"));
    element("restart").addEventListener("click", () => this.order("restart"));
    element("outage").addEventListener("click", () => this.switchOutage());
  }

  // --- asking

  async look() {
    const [clock, service] = await Promise.all([get("/sandbox/clock"), get("/sandbox/service")]);
    this.clockTold(clock);
    this.serviceTold(service);
  }

  // Whatever happens in a chat may have changed what is due next.
  lookAheadSoon() {
    clearTimeout(this.looking);
    this.looking = setTimeout(() => this.lookAhead().catch(() => {}), SOON);
  }

  async lookAhead() {
    this.next = this.service.status === "running" ? await get("/sandbox/clock/next") : { next: null, what: null };
    this.nextShown();
  }

  async forward(step) {
    await this.attempt(async () => {
      this.clockTold(await post("/sandbox/clock/forward", step));
      this.event(word("logClock", { to: short(this.now()) }));
      await this.lookAhead();
    });
  }

  async order(what) {
    const pressed = document.activeElement;
    if (what === "restart") this.serviceTold({ ...this.service, status: "starting" });
    await this.attempt(async () => this.serviceTold(await post(`/sandbox/service/${what}`)));
    // A pressed button that hides itself would take the focus with it.
    if (pressed.hidden) [element("kill"), element("start")].find((button) => !button.hidden).focus();
  }

  async switchOutage() {
    await this.attempt(async () => this.faultsTold(await post("/sandbox/faults", { outage: !this.outage })));
  }

  async attempt(act) {
    try {
      await act();
    } catch (error) {
      this.trouble(word("refused", { error: error.message }));
    }
  }

  // --- being told

  clockTold(clock) {
    this.ahead = new Date(clock.now).getTime() - Date.now();
    this.tick();
  }

  serviceTold(service) {
    const before = this.service.status;
    this.service = service;
    this.serviceShown();
    if (before === service.status) return;
    const begun = service.status !== "stopped" || service.exit_code !== null; // before its first start nothing was killed
    if (begun) this.event(this.whatHappened(service));
    this.changed();
    if (service.status === "running") this.lookAhead().catch(() => {}); // it has fallen again: the next look tells
  }

  whatHappened(service) {
    if (service.status === "starting") return word("logStarting");
    if (service.status === "running") return word("logRunning");
    return word(service.asked ? "logKilled" : "logFell");
  }

  faultsTold(faults) {
    const { outage: how } = faults.faults ?? faults;
    const outage = Boolean(how) && how !== "none";
    if (outage === this.outage) return;
    this.outage = outage;
    element("outage").setAttribute("aria-checked", String(outage));
    this.event(word(outage ? "logOutage" : "logBack"));
    this.changed();
  }

  // --- showing

  now() {
    return new Date(Date.now() + this.ahead);
  }

  tick() {
    if (!this.ahead) return;
    set("now-day", day(this.now()));
    set("now-time", time(this.now()));
  }

  nextShown() {
    const running = this.service.status === "running";
    const due = running && this.next.next && new Date(this.next.next);
    const nothing = word(running ? "nextNothing" : "nextUnknown");
    const what = word("due")[this.next.what] ?? this.next.what; // a service may name what this page has no word for
    set("next-what", due ? [short(due), what].filter(Boolean).join(" · ") : nothing);
    element("to-next").setAttribute("aria-disabled", String(!due));
    element("to-next").title = due ? element("next-what").textContent : "";
  }

  serviceShown() {
    const { status, pid, restarts } = this.service;
    element("service-status").dataset.status = status;
    set("service-word", word(status));
    const facts = [pid && word("process", { pid }), restarts > 0 && word("restarts", { n: restarts })];
    set("service-more", facts.filter(Boolean).join(" · "));
    element("kill").hidden = status === "stopped";
    element("start").hidden = status !== "stopped";
    element("restart").hidden = status === "stopped";
    const crashed = status === "stopped" && this.service.asked === false;
    this.trouble(crashed ? word("crashed", { line: this.service.lines?.at(-1) ?? "–" }) : "", "crash");
    this.nextShown();
  }

  event(text) {
    const line = document.createElement("li");
    line.append(Object.assign(document.createElement("time"), { textContent: time(this.now()) }), ` ${text}`);
    element("events").prepend(line);
    while (element("events").children.length > MOST_EVENTS) element("events").lastElementChild.remove();
  }

  retell() {
    this.tick();
    this.serviceShown();
  }
}

function set(id, text) {
  if (element(id).textContent !== text) element(id).textContent = text;
}
