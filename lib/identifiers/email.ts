const ADDRESS =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/;

/** An e-mail address in lower case, or null. */
export function parseEmail(text: string): string | null {
  const email = text.trim().toLowerCase();
  if (email.length > 254 || !ADDRESS.test(email)) return null;
  const local = email.slice(0, email.indexOf("@"));
  return local.startsWith(".") || local.endsWith(".") || local.includes("..") ? null : email;
}
