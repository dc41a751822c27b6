// Every sentence of the page itself, in the three languages. What the bot says comes from the bot.

const WORDS = {
  pl: {
    what: "piaskownica", lead: "Telefony partnerstwa na jednej stronie. Bez tokena, bez internetu, bez prawdziwych osób.",
    skip: "Przejdź do telefonów", help: "Od czego zacząć", log: "Dziennik", pageLanguage: "Język strony",
    controls: "Sterowanie", clock: "Zegar usługi", serviceTime: "Czas usługi: ", plusHour: "+1 godz.", plusDay: "+1 dzień",
    toNext: "Do najbliższego", nextNothing: "nic nie czeka", nextUnknown: "bot nie odpowiada",
    due: { reminder: "przypomnienie", notice: "powiadomienie" },
    service: "Bot", kill: "Zabij", start: "Uruchom", restart: "Od nowa", telegram: "Telegram", outage: "Awaria Telegrama",
    running: "Bot działa", starting: "Bot się uruchamia…", stopped: "Bot nie działa", process: "proces {pid}", restarts: "restarty: {n}",
    phones: "Telefony", addPhone: "Dodaj telefon", addHint: "Nowa osoba w Telegramie. Bot pozna ją, gdy naciśnie START albo otworzy link z zaproszeniem.",
    addName: "Jak się przedstawia w Telegramie", phoneLanguage: "Język telefonu", cancel: "Anuluj", add: "Dodaj", close: "Zamknij",
    commands: "Polecenia", attach: "Załącz plik", send: "Wyślij wiadomość", message: "Wiadomość", startBot: "START",
    block: "Zablokuj bota", unblock: "Odblokuj bota", blocked: "zablokowany", bot: "bot", botDead: "bot nie działa", botDown: "Telegram nie działa",
    empty: "Naciśnij START, aby porozmawiać z botem.", edited: "edytowano", silent: "bez dźwięku", chat: "Rozmowa: {name}",
    copied: "Skopiowano.", notCopied: "Przeglądarka nie pozwoliła skopiować.", waiting: "Naciśnięcie czeka, aż bot wróci.", down: "Na dół",
    opens: "(otwiera się w nowej karcie)", copies: "(kopiuje)", photo: "Zdjęcie", refused: "Nie udało się: {error}",
    lost: "Strona straciła połączenie z piaskownicą. Spróbuje znowu sama.", crashed: "Bot sam się zakończył. Ostatnie słowa: {line}",
    unread: { one: "{n} nowa", few: "{n} nowe", many: "{n} nowych", other: "{n} nowych" },
    tryIt: "Wpisz w telefonie", sample: "/nowe Spotkanie robocze; za tydzień o 10; Starostwo Powiatowe, sala 12",
    logClock: "zegar: {to}", logKilled: "bot zabity w pół kroku (SIGKILL)", logFell: "bot zakończył się sam", logStarting: "bot się uruchamia", logRunning: "bot działa",
    logOutage: "Telegram przestał odpowiadać botowi", logBack: "Telegram znów odpowiada", logNone: "Tu pojawi się to, co dzieje się z zegarem, botem i Telegramem.",
    steps: [
      ["Zwołaj spotkanie", "W pierwszym telefonie wyślij polecenie, sprawdź podgląd i naciśnij <b>Ogłoś</b>.", "sample"],
      ["Odpowiedz za partnerów", "W trzech telefonach naciśnij <b>Będę</b>, <b>Może</b> lub <b>Nie będę</b>. Jeden niech milczy."],
      ["Przesuń zegar", "<b>Do najbliższego</b>: przypomnienie dostanie tylko ten, kto milczy, i to w godzinach pracy."],
      ["Zabij bota", "Naciśnij coś, gdy nie działa, i uruchom go. Nic nie ginie, nic nie przychodzi dwa razy."],
      ["Wyłącz Telegram", "To, co bot ma do powiedzenia, poczeka w kolejce i dojdzie po awarii."],
    ],
  },
  en: {
    what: "sandbox", lead: "A partnership's phones on one page. No token, no internet, no real people.",
    skip: "Skip to the phones", help: "What to try first", log: "Log", pageLanguage: "Language of this page",
    controls: "Controls", clock: "The service's clock", serviceTime: "The service's time: ", plusHour: "+1 hour", plusDay: "+1 day",
    toNext: "To the next event", nextNothing: "nothing is due", nextUnknown: "the bot does not answer",
    due: { reminder: "reminder", notice: "notice" },
    service: "Bot", kill: "Kill", start: "Start", restart: "Restart", telegram: "Telegram", outage: "Telegram outage",
    running: "Bot running", starting: "Bot starting…", stopped: "Bot stopped", process: "process {pid}", restarts: "restarts: {n}",
    phones: "Phones", addPhone: "Add a phone", addHint: "A new person in Telegram. The bot meets them when they press START or open an invitation link.",
    addName: "Their name in Telegram", phoneLanguage: "Language of the phone", cancel: "Cancel", add: "Add", close: "Close",
    commands: "Commands", attach: "Attach a file", send: "Send message", message: "Message", startBot: "START",
    block: "Block the bot", unblock: "Unblock the bot", blocked: "blocked", bot: "bot", botDead: "bot stopped", botDown: "Telegram is down",
    empty: "Press START to talk to the bot.", edited: "edited", silent: "without sound", chat: "Chat: {name}",
    copied: "Copied.", notCopied: "The browser did not allow copying.", waiting: "The press waits until the bot is back.", down: "To the end",
    opens: "(opens in a new tab)", copies: "(copies)", photo: "Photo", refused: "That failed: {error}",
    lost: "This page lost its connection to the sandbox. It keeps trying.", crashed: "The bot ended by itself. Its last words: {line}",
    unread: { one: "{n} new", other: "{n} new" },
    tryIt: "Type it into the phone", sample: "/new Working meeting; in a week at 10; County Office, room 12",
    logClock: "clock: {to}", logKilled: "bot killed in mid-step (SIGKILL)", logFell: "the bot ended by itself", logStarting: "bot starting", logRunning: "bot running",
    logOutage: "Telegram stopped answering the bot", logBack: "Telegram answers again", logNone: "What happens to the clock, the bot and Telegram appears here.",
    steps: [
      ["Call a meeting", "In the first phone send the command, look at the preview and press <b>Ogłoś</b> (announce).", "sample"],
      ["Answer for the partners", "In three phones press <b>Będę</b> (I’ll come), <b>Może</b> (maybe) or <b>Nie będę</b> (I can’t). Leave one silent."],
      ["Move the clock", "<b>To the next event</b>: only the silent one is reminded, and within office hours."],
      ["Kill the bot", "Press something while it is down, then start it. Nothing is lost, nothing comes twice."],
      ["Switch Telegram off", "What the bot has to say waits in a queue and arrives after the outage."],
    ],
  },
  de: {
    what: "Sandkasten", lead: "Die Telefone einer Partnerschaft auf einer Seite. Ohne Token, ohne Internet, ohne echte Personen.",
    skip: "Zu den Telefonen", help: "Womit anfangen", log: "Protokoll", pageLanguage: "Sprache dieser Seite",
    controls: "Steuerung", clock: "Uhr des Dienstes", serviceTime: "Zeit des Dienstes: ", plusHour: "+1 Std.", plusDay: "+1 Tag",
    toNext: "Zum nächsten Ereignis", nextNothing: "nichts steht an", nextUnknown: "der Bot antwortet nicht",
    due: { reminder: "Erinnerung", notice: "Nachricht" },
    service: "Bot", kill: "Hart beenden", start: "Starten", restart: "Neu starten", telegram: "Telegram", outage: "Telegram-Ausfall",
    running: "Bot läuft", starting: "Bot startet…", stopped: "Bot läuft nicht", process: "Prozess {pid}", restarts: "Neustarts: {n}",
    phones: "Telefone", addPhone: "Telefon hinzufügen", addHint: "Eine neue Person in Telegram. Der Bot lernt sie kennen, wenn sie START drückt oder einen Einladungslink öffnet.",
    addName: "Name in Telegram", phoneLanguage: "Sprache des Telefons", cancel: "Abbrechen", add: "Hinzufügen", close: "Schließen",
    commands: "Befehle", attach: "Datei anhängen", send: "Nachricht senden", message: "Nachricht", startBot: "START",
    block: "Bot blockieren", unblock: "Bot freigeben", blocked: "blockiert", bot: "Bot", botDead: "Bot läuft nicht", botDown: "Telegram ist ausgefallen",
    empty: "Drücken Sie START, um mit dem Bot zu sprechen.", edited: "bearbeitet", silent: "ohne Ton", chat: "Chat: {name}",
    copied: "Kopiert.", notCopied: "Der Browser hat das Kopieren nicht erlaubt.", waiting: "Der Druck wartet, bis der Bot zurück ist.", down: "Nach unten",
    opens: "(öffnet einen neuen Tab)", copies: "(kopiert)", photo: "Foto", refused: "Das ging nicht: {error}",
    lost: "Die Seite hat die Verbindung zum Sandkasten verloren. Sie versucht es weiter.", crashed: "Der Bot hat sich selbst beendet. Seine letzten Worte: {line}",
    unread: { one: "{n} neue", other: "{n} neue" },
    tryIt: "Ins Telefon tippen", sample: "/neu Arbeitstreffen; in einer Woche um 10; Landratsamt, Raum 12",
    logClock: "Uhr: {to}", logKilled: "Bot mitten im Schritt beendet (SIGKILL)", logFell: "der Bot hat sich selbst beendet", logStarting: "Bot startet", logRunning: "Bot läuft",
    logOutage: "Telegram antwortet dem Bot nicht mehr", logBack: "Telegram antwortet wieder", logNone: "Was mit Uhr, Bot und Telegram geschieht, erscheint hier.",
    steps: [
      ["Ein Treffen einberufen", "Im ersten Telefon den Befehl senden, die Vorschau ansehen und <b>Ogłoś</b> (Ankündigen) drücken.", "sample"],
      ["Für die Partner antworten", "In drei Telefonen <b>Będę</b> (Ich komme), <b>Może</b> (Vielleicht) oder <b>Nie będę</b> (Ich komme nicht) drücken. Eines bleibt still."],
      ["Die Uhr vorstellen", "<b>Zum nächsten Ereignis</b>: nur wer schweigt, wird erinnert, und zwar zur Bürozeit."],
      ["Den Bot hart beenden", "Etwas drücken, während er nicht läuft, dann starten. Nichts geht verloren, nichts kommt doppelt."],
      ["Telegram ausschalten", "Was der Bot zu sagen hat, wartet in der Schlange und kommt nach dem Ausfall an."],
    ],
  },
};

const ZONE = "Europe/Warsaw";
let language = remembered() ?? browsers() ?? "pl";
let plural;
let formats;
speak(language);

function remembered() {
  try {
    const stored = localStorage.getItem("language");
    return stored in WORDS ? stored : null;
  } catch {
    return null; // a browser that keeps nothing
  }
}

function browsers() {
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2));
  return wanted.find((tag) => tag in WORDS);
}

export function speak(chosen) {
  language = chosen;
  try { localStorage.setItem("language", chosen); } catch { /* it will be asked again */ }
  plural = new Intl.PluralRules(chosen);
  const form = chosen === "en" ? "en-GB" : chosen; // the day stands before the month, as in the bot's English
  const zoned = (options) => new Intl.DateTimeFormat(form, { timeZone: ZONE, ...options });
  formats = {
    time: zoned({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
    day: zoned({ weekday: "long", day: "numeric", month: "long", year: "numeric" }),
    shortDay: zoned({ weekday: "short", day: "numeric", month: "short" }),
    separator: zoned({ weekday: "long", day: "numeric", month: "long" }),
  };
}

export const spoken = () => language;

export function word(key, facts = {}) {
  return fill(WORDS[language][key], facts);
}

// What is typed into a phone is in that phone's language: the bot reads dates in the language of who writes.
export const sample = (tongue) => (WORDS[tongue] ?? WORDS[language]).sample;

export function counted(key, n) {
  const forms = WORDS[language][key];
  return fill(forms[plural.select(n)] ?? forms.other, { n });
}

export const time = (moment) => formats.time.format(moment);
export const day = (moment) => formats.day.format(moment);
export const separator = (moment) => formats.separator.format(moment);
export const short = (moment) => `${formats.shortDay.format(moment)}, ${formats.time.format(moment)}`;

function fill(text, facts) {
  return typeof text === "string" ? text.replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? "") : text;
}

// Everything in the document that carries data-word (its text) or data-label (its name for a screen reader).
export function translate(root) {
  for (const element of root.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  for (const element of root.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", word(element.dataset.label));
    if (element.matches("button")) element.title = word(element.dataset.label);
  }
}
