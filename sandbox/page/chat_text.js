// Telegram HTML to DOM nodes. Only the tags that Telegram knows come through, without any attribute but a checked
// address: the sandbox escapes what people type, and a mistake there must still not become a script here.

const KEPT = {
  b: "strong", strong: "strong", i: "em", em: "em", u: "u", ins: "u", s: "s", strike: "s", del: "s",
  code: "code", pre: "pre", blockquote: "blockquote",
};
const ADDRESS = /https?:\/\/[^\s<>"„”]+[^\s<>"„”.,;:!?)]|(?<![\w/])\/[a-z][a-z0-9_]{0,31}\b(?![/.])/gi;

export function chatText(html) {
  const parsed = new DOMParser().parseFromString(html ?? "", "text/html");
  const result = document.createDocumentFragment();
  copyChildren(parsed.body, result, { linking: true });
  return result;
}

export function plainText(html) {
  return new DOMParser().parseFromString(html ?? "", "text/html").body.textContent;
}

function copyChildren(source, target, how) {
  for (const node of source.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) target.append(...(how.linking ? linked(node.data) : [node.data]));
    else if (node.nodeType === Node.ELEMENT_NODE) copyElement(node, target, how);
  }
}

function copyElement(node, target, how) {
  const name = node.localName;
  if (name === "script" || name === "style" || name === "template") return;
  if (name === "br") return target.append("\n");
  const made = element(node, name);
  if (!made) return copyChildren(node, target, how);
  copyChildren(node, made, { linking: how.linking && !["a", "code", "pre"].includes(name) });
  target.append(made);
}

function element(node, name) {
  if (name === "a") return link(node.getAttribute("href"));
  if (name === "tg-spoiler" || (name === "span" && node.classList.contains("tg-spoiler"))) return spoiler();
  return KEPT[name] ? document.createElement(KEPT[name]) : null;
}

function link(address) {
  if (!/^(https?:|mailto:|tel:|tg:)/i.test(address ?? "")) return null;
  const made = document.createElement("a");
  made.href = address;
  made.target = "_blank";
  made.rel = "noopener noreferrer";
  return made;
}

function spoiler() {
  const made = document.createElement("span");
  made.className = "spoiler";
  made.tabIndex = 0;
  return made;
}

// Telegram makes bare addresses and /commands in a text pressable.
function linked(text) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    parts.push(text.slice(from, match.index), pressable(match[0]));
    from = match.index + match[0].length;
  }
  parts.push(text.slice(from));
  return parts.filter((part) => part !== "");
}

function pressable(text) {
  if (!text.startsWith("/")) {
    const made = link(text);
    made.append(text);
    return made;
  }
  const made = document.createElement("button");
  made.type = "button";
  made.className = "command-link";
  made.dataset.command = text;
  made.append(text);
  return made;
}
