import { type Theme, themeCookie } from "@/lib/theme";

const YEAR = 365 * 24 * 60 * 60;

/** In the browser: puts the theme on at once and keeps it for a year. */
export function keepTheme(theme: Theme): void {
  const secure = window.location.protocol === "https:" ? "; secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers still in use
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=${YEAR}; samesite=lax${secure}`;
  document.documentElement.dataset.theme = theme;
}
