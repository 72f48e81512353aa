const NAME = "guiche-govbr";

/** Starts a gov.br login in a small window of its own; false when the browser did not allow one. */
export function openGovbrWindow(csrfToken: string): boolean {
  const opened = window.open("", NAME, "popup,width=480,height=720");
  if (!opened) return false;
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/api/auth/signin/govbr";
  form.target = NAME;
  for (const [name, value] of Object.entries({ csrfToken, callbackUrl: "/entrar/concluido" })) {
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = name;
    input.value = value;
    form.append(input);
  }
  document.body.append(form);
  form.submit();
  form.remove();
  return true;
}
