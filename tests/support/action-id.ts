import fs from "node:fs";

/** The id under which the build published a server action. */
export function actionId(name: string): string {
  const manifest: unknown = JSON.parse(
    fs.readFileSync(".next/server/server-reference-manifest.json", "utf8"),
  );
  const actions = (manifest as { node: Record<string, { exportedName?: string }> }).node;
  const found = Object.entries(actions).find(([, { exportedName }]) => exportedName === name);
  if (!found) throw new Error(`the build knows no action ${name}`);
  return found[0];
}
