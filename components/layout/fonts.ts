import localFont from "next/font/local";

/*
 * Raleway, the second family of the federal design system, from its npm package. Basic Latin is
 * preloaded, with a fallback of the same measures; the rest comes only where a page uses it.
 */
const latin = localFont({
  src: "../../node_modules/@fontsource-variable/raleway/files/raleway-latin-wght-normal.woff2",
  weight: "100 900",
  style: "normal",
  display: "swap",
  adjustFontFallback: "Arial",
  variable: "--font-raleway-latin",
});

const latinExtended = localFont({
  src: "../../node_modules/@fontsource-variable/raleway/files/raleway-latin-ext-wght-normal.woff2",
  weight: "100 900",
  style: "normal",
  display: "swap",
  preload: false,
  adjustFontFallback: false,
  variable: "--font-raleway-extended",
  declarations: [
    {
      prop: "unicode-range",
      value: "U+0100-0130,U+0132-0151,U+0154-02BA,U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,U+20AD-20C0,U+2113",
    },
  ],
});

/** Digits of one width, for columns of numbers: typeface/README.md. */
const figures = localFont({
  src: "./typeface/guiche-figures.woff2",
  weight: "400 700",
  style: "normal",
  display: "swap",
  adjustFontFallback: false,
  variable: "--font-guiche-figures",
  declarations: [{ prop: "unicode-range", value: "U+0030-0039" }],
});

/** Classes that make the typefaces known to the page: for `<html>`. */
export const fontClass = `${latin.variable} ${latinExtended.variable} ${figures.variable}`;
