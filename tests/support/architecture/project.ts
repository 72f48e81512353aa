import fs from "node:fs";
import path from "node:path";

export type SourceFile = {
  /** From the root of the repository, with forward slashes. */
  path: string;
  lines: number;
  text: string;
  /** Files of ours it imports, as paths without extension; packages by their name. */
  imports: string[];
};

const generated = new Set([
  ...["node_modules", ".git", ".next", ".data", ".cache"],
  ...["coverage", "test-results", "playwright-report", "blob-report"],
]);
const code = /\.(ts|tsx|mts|mjs)$/;

/** Every file of the repository that a person wrote; the text of code only. */
export function readProject(root: string): SourceFile[] {
  return (
    fs
      .readdirSync(root, { withFileTypes: true })
      .filter((entry) => !generated.has(entry.name))
      .flatMap((entry) =>
        entry.isDirectory()
          ? fs
              .readdirSync(path.join(root, entry.name), { withFileTypes: true, recursive: true })
              .filter((file) => file.isFile())
              .map((file) => path.relative(root, path.join(file.parentPath, file.name)))
          : [entry.name],
      )
      .map((file) => file.replaceAll(path.sep, "/"))
      // The bench builds a page of its own, whose output lies deeper.
      .filter((file) => !file.split("/").some((folder) => generated.has(folder)))
      .map((file) => sourceFile(file, code.test(file) ? fs.readFileSync(path.join(root, file), "utf8") : ""))
  );
}

/** A file as the rules see it. */
export function sourceFile(file: string, text: string): SourceFile {
  return { path: file, text, lines: text.trimEnd().split("\n").length, imports: importsOf(file, text) };
}

function importsOf(file: string, text: string): string[] {
  const specifiers = [
    ...text.matchAll(/\b(?:import|export)\b[^'"`;()]*?\bfrom\s*["']([^"']+)["']/g),
    ...text.matchAll(/^\s*import\s*["']([^"']+)["']/gm),
    ...text.matchAll(/\bimport\(\s*["']([^"']+)["']/g),
  ].map((match) => match[1] ?? "");
  return specifiers.map((specifier) => {
    if (specifier.startsWith("@/")) return specifier.slice(2);
    if (specifier.startsWith(".")) return path.posix.join(path.posix.dirname(file), specifier);
    return specifier;
  });
}
