/** Passkeys: forms marked data-passkey ask the browser before they are sent; without support they stay hidden. */

type Json = Record<string, unknown>;

function bytes(text: string): ArrayBuffer {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0)).buffer;
}

function text(raw: ArrayBuffer): string {
  const plain = String.fromCharCode(...new Uint8Array(raw));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** The options as the browser wants them: names of credentials and the challenge in bytes. */
function prepare(options: Json): Json {
  const ready: Json = { ...options, challenge: bytes(options["challenge"] as string) };
  for (const name of ["allowCredentials", "excludeCredentials"]) {
    const known = options[name] as { id: string }[] | undefined;
    if (known) ready[name] = known.map((item) => ({ ...item, id: bytes(item.id) }));
  }
  const user = options["user"] as { id: string } | undefined;
  if (user) ready["user"] = { ...user, id: bytes(user.id) };
  return ready;
}

function written(credential: PublicKeyCredential): string {
  const response: Json = {};
  const given = credential.response as unknown as Record<string, ArrayBuffer | null>;
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    const value = given[name];
    if (value) response[name] = text(value);
  }
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: {},
  });
}

async function ask(kind: string, options: Json): Promise<Credential | null> {
  const publicKey = prepare(options) as unknown;
  return kind === "create"
    ? navigator.credentials.create({ publicKey: publicKey as PublicKeyCredentialCreationOptions })
    : navigator.credentials.get({ publicKey: publicKey as PublicKeyCredentialRequestOptions });
}

function enhance(form: HTMLFormElement): void {
  const field = form.elements.namedItem("credential") as HTMLInputElement;
  const problem = form.querySelector<HTMLElement>("[data-passkey-problem]");
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    if (field.value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(form.dataset["passkey"] ?? "get", JSON.parse(form.dataset["options"] ?? "{}") as Json)
      .then((credential) => {
        if (!credential) throw new Error("no credential");
        field.value = written(credential as PublicKeyCredential);
        form.submit();
      })
      .catch(() => {
        if (problem) problem.hidden = false;
      });
  }, true);
}

if (window.PublicKeyCredential) {
  document.querySelectorAll<HTMLFormElement>("form[data-passkey]").forEach(enhance);
}
