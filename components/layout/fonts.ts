import localFont from "next/font/local";

/*
 * Raleway, the second family of the federal design system. What Portuguese is written with is preloaded
 * (typeface/README.md), with a fallback of the same measures; the rest comes, from its npm package, only where a page
 * uses it.
 */
const text = localFont({
  src: "./typeface/guiche-text.woff2",
  weight: "450 700",
  style: "normal",
  display: "swap",
  adjustFontFallback: "Arial",
  variable: "--font-guiche-text",
  declarations: [
    {
      prop: "unicode-range",
      value:
        "U+0020-007E,U+00A0,U+00A7,U+00AA-00AB,U+00B0,U+00B2-00B3,U+00B7,U+00BA-00BB,U+00C0-00C3,U+00C7,U+00C9-00CA,U+00CD,U+00D3-00D5,U+00D7,U+00DA,U+00DC,U+00E0-00E3,U+00E7,U+00E9-00EA,U+00ED,U+00F3-00F5,U+00FA,U+00FC,U+2013-2014,U+2018-2019,U+201C-201D,U+2022,U+2026",
    },
  ],
});

const latin = localFont({
  src: "../../node_modules/@fontsource-variable/raleway/files/raleway-latin-wght-normal.woff2",
  weight: "100 900",
  style: "normal",
  display: "swap",
  preload: false,
  adjustFontFallback: false,
  variable: "--font-raleway-latin",
  declarations: [
    {
      prop: "unicode-range",
      value:
        "U+00A1-00A6,U+00A8-00A9,U+00AC-00AF,U+00B1,U+00B4-00B6,U+00B8-00B9,U+00BC-00BF,U+00C4-00C6,U+00C8,U+00CB-00CC,U+00CE-00D2,U+00D6,U+00D8-00D9,U+00DB,U+00DD-00DF,U+00E4-00E6,U+00E8,U+00EB-00EC,U+00EE-00F2,U+00F6-00F9,U+00FB,U+00FD-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+201A,U+201E,U+2032-2033,U+2039-203A,U+2044,U+20AC,U+2122,U+2212,U+2215",
    },
  ],
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
export const fontClass = `${text.variable} ${latin.variable} ${latinExtended.variable} ${figures.variable}`;
