const PROTOCOLS = ["http:", "https:", "mailto:", "tel:"];
const MAX_LENGTH = 2000;

/** The address of a link as the browser will read it, or null unless it is http, https, mailto or tel. */
export function safeHref(href: string): string | null {
  const url = href.length <= MAX_LENGTH && URL.canParse(href) ? new URL(href) : null;
  if (!url || !PROTOCOLS.includes(url.protocol) || url.username || url.password) return null;
  return url.href;
}

/** What a person typed as an address: `detran.ro.gov.br` → `https://detran.ro.gov.br/`, `ana@x.example` → mailto. */
export function hrefFromTyping(text: string): string | null {
  const typed = text.trim();
  if (/^[a-z][a-z0-9+.-]*:(?!\d)/i.test(typed)) return safeHref(typed);
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(typed)) return safeHref(`mailto:${typed}`);
  return /^[^\s/]+\.[^\s/]{2,}/.test(typed) ? safeHref(`https://${typed}`) : null;
}
