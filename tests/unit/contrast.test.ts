import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const css = readFileSync(path.join(import.meta.dirname, "../../app/tokens.css"), "utf8");

function tokensIn(block: string): Record<string, string> {
  return Object.fromEntries(
    [...block.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6});/g)].map(([, name = "", colour = ""]) => [
      name,
      colour,
    ]),
  );
}

const [light = "", dark = "", contrast = ""] = css.split(/@variant [a-z-]+ \{/);
const themes = {
  light: tokensIn(light),
  dark: { ...tokensIn(light), ...tokensIn(dark) },
  contrast: { ...tokensIn(light), ...tokensIn(contrast) },
};

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ratio(one: string, other: string): number {
  const [dim = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dim + 0.05);
}

const grounds = ["surface", "surface-raised", "surface-sunken", "surface-hover"];
const bubbles = ["request", "own", "other", "note", "solution"].map((name) => `bubble-${name}`);
const softs = ["info", "success", "warning", "danger"].map((name) => `${name}-soft`);
const statuses = [
  "new",
  "in-review",
  "assigned",
  "pending",
  "validating",
  "resolved",
  "closed",
  "cancelled",
  "rejected",
].map((name) => `status-${name}`);

function across(inks: string[], backs: string[]): [string, string][] {
  return inks.flatMap((ink) => backs.map((back): [string, string] => [ink, back]));
}

/** Words on their ground: 4.5. */
const text: [string, string][] = [
  ...across(["ink", "soft", "primary-ink"], [...grounds, ...bubbles, ...softs, "primary-soft"]),
  ...across(["danger-ink"], [...grounds, ...bubbles]),
  ...softs.map((soft): [string, string] => [soft.replace("-soft", "-ink"), soft]),
  ...statuses.map((status): [string, string] => [`${status}-ink`, status]),
  ...across(["on-primary"], ["primary", "primary-hover"]),
  ...across(["on-danger"], ["danger", "danger-hover"]),
  ...across(["masthead-ink", "primary-ink", "soft"], ["masthead"]),
  ...across(["footer-ink", "footer-soft"], ["footer"]),
];

/** Edges of controls, icons, bars, the focus ring: 3. */
const graphics: [string, string][] = [
  ...across(["line-strong", "primary", "danger"], grounds),
  ...across(["focus"], [...grounds, ...bubbles, ...softs, "masthead", "primary-soft"]),
  ["focus-on-footer", "footer"],
  ["masthead-edge", "masthead"],
  ...softs.map((soft): [string, string] => [soft.replace("-soft", ""), soft]),
  ...across(["info", "success", "warning", "star"], ["surface", "surface-raised"]),
  ...across(
    ["bar-waiting", "bar-approved", "bar-refused", "bar-withdrawn"],
    ["surface", "surface-raised", "bubble-solution"],
  ),
];

describe.each(Object.entries(themes))("contrast in the %s theme", (_name, tokens) => {
  function measure([front, back]: [string, string]): number {
    const [one, other] = [tokens[front], tokens[back]];
    if (!one || !other) throw new Error(`tokens.css has no --${one ? back : front}`);
    return ratio(one, other);
  }

  it.each(text)("%s can be read on %s", (front, back) => {
    expect(measure([front, back])).toBeGreaterThanOrEqual(4.5);
  });

  it.each(graphics)("%s can be seen on %s", (front, back) => {
    expect(measure([front, back])).toBeGreaterThanOrEqual(3);
  });
});

describe("tokens", () => {
  it("give every colour a value of its own in each theme", () => {
    const names = Object.keys(tokensIn(light)).filter((name) => name !== "focus-on-footer");
    for (const block of [dark, contrast])
      expect(Object.keys(tokensIn(block))).toEqual(expect.arrayContaining(names));
  });
});
