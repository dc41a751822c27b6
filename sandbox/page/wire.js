// Talking to the sandbox over HTTP. A refusal becomes an Error with the sandbox's own words.

export async function get(path) {
  return told(await fetch(path, { cache: "no-store" }));
}

export async function post(path, body = {}) {
  return told(await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }));
}

export async function upload(path, files, fields) {
  const form = new FormData();
  for (const [name, file] of files) form.append(name, file, file.name);
  for (const [name, value] of Object.entries(fields)) if (value) form.append(name, value);
  return told(await fetch(path, { method: "POST", body: form }));
}

async function told(response) {
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? answer.description ?? `${response.status}`);
  return answer;
}
