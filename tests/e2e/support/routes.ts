import { readdirSync } from "node:fs";

/** Every address the app answers, from its folders: "/chamados/[number]", "/api/events". */
export function routesOf(file: "page.tsx" | "route.ts"): string[] {
  return readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((path) => path === file || path.endsWith(`/${file}`))
    .map((path) => path.slice(0, -file.length).replaceAll(/\([^)]*\)\//g, ""))
    .map((path) => `/${path}`.replace(/(?<=.)\/$/, ""))
    .sort();
}
