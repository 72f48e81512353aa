import fs from "node:fs";
import path from "node:path";
import * as lucide from "lucide-react";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";

const components = path.join(import.meta.dirname, "../../components/ui");

function symbolOf(component: string, name: string): string {
  const drawn = renderToStaticMarkup(createElement(lucide[component as "Search"]));
  return `  <symbol id="${name}" viewBox="0 0 24 24">${drawn.replace(/^<svg[^>]*>|<\/svg>$/g, "")}</symbol>\n`;
}

// After adding an icon: npm test -- unit icons -u
test("the sprite holds the shapes of every icon in use, and no other", async () => {
  const source = fs.readFileSync(path.join(components, "icons.tsx"), "utf8");
  const used = [...source.matchAll(/export const (\w+) = picture\("([a-z0-9-]+)"\)/g)];
  const symbols = used.map(([, component = "", name = ""]) => symbolOf(component, name));
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" aria-hidden="true">\n${symbols.join("")}</svg>\n`;
  await expect(sprite).toMatchFileSnapshot(path.join(components, "icons.svg"));
});
