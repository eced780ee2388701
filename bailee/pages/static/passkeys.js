// Passkeys: asks the browser for one, puts what it answers into the form, and sends the form.
const Key = globalThis.PublicKeyCredential;
const speaks = Key?.parseRequestOptionsFromJSON && Key.parseCreationOptionsFromJSON && Key.prototype.toJSON;
const GOOD_MS = 270_000; // the server forgets what it asked after five minutes

let waiting; // the browser's own offer in the name field, which one click replaces

function publicKey({ dataset }) {
  const options = JSON.parse(dataset.options);
  return dataset.passkey === "create"
    ? Key.parseCreationOptionsFromJSON(options)
    : Key.parseRequestOptionsFromJSON(options);
}

function send(block, credential) {
  const form = block.closest("form");
  form.elements[block.dataset.field].value = JSON.stringify(credential.toJSON());
  form.noValidate = true; // the password is not needed now
  form.requestSubmit();
}

async function ask(block) {
  if (performance.now() > GOOD_MS) return location.reload();
  waiting?.abort();
  const told = block.querySelector("[role=alert]");
  told.textContent = "";
  const does = block.dataset.passkey;
  try {
    send(block, await navigator.credentials[does]({ publicKey: publicKey(block) }));
  } catch {
    told.textContent = told.dataset.failed;
  }
}

async function offer(block) {
  if (!(await Key.isConditionalMediationAvailable?.())) return;
  waiting = new AbortController();
  setTimeout(() => waiting.abort(), GOOD_MS);
  try {
    const { signal } = waiting;
    send(block, await navigator.credentials.get({ publicKey: publicKey(block), mediation: "conditional", signal }));
  } catch {
    // Nothing was chosen; the form is there as before.
  }
}

for (const block of speaks ? document.querySelectorAll("[data-passkey]") : []) {
  block.hidden = false;
  block.querySelector("button").addEventListener("click", () => ask(block));
  if ("offered" in block.dataset) offer(block);
}
