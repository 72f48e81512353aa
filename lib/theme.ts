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
