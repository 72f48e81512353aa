/** The cookie that keeps a person's choice of colours. */
export const themeCookie = "tema";

export const themes = ["system", "light", "dark", "contrast"] as const;
export type Theme = (typeof themes)[number];

/** The theme that a cookie's text asks for; the device's own when it asks for none we know. */
export function parseTheme(text: string | undefined): Theme {
  return themes.find((theme) => theme === text) ?? "system";
}

/** The colour of the browser's own bars, the same as the masthead's in tokens.css. */
export const themeColors = { light: "#ffffff", dark: "#0f1c31", contrast: "#000000" };

const YEAR = 365 * 24 * 60 * 60;

/** In the browser: puts the theme on at once and keeps it for a year. */
export function keepTheme(theme: Theme): void {
  const secure = window.location.protocol === "https:" ? "; secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers still in use
  document.cookie = `${themeCookie}=${theme}; path=/; max-age=${YEAR}; samesite=lax${secure}`;
  document.documentElement.dataset.theme = theme;
}
