/** The cookies of a request's header, as the framework reads them: of two with one name, the last. */
export function readCookies(header = ""): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const part of header.split(/; */)) {
    const at = part.indexOf("=");
    if (at < 1) continue;
    try {
      cookies.set(part.slice(0, at).trim(), decodeURIComponent(part.slice(at + 1)));
    } catch {
      // Somebody else's cookie, written in another way.
    }
  }
  return cookies;
}
