import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "@/db/embedded";
import { auditData, auditFiles } from "@/lib/backup/audit";
import { servicePlace } from "@/lib/place";
import { diskStorage } from "@/lib/storage/disk";
import { createPerson, createWorld, type World } from "../support/world";
import { Site } from "./site";
import { Visitor } from "./visitor";

const SENTENCE =
  "O portal está sem espaço para guardar arquivos. O que você escreveu está guardado; envie o arquivo de novo mais tarde.";

/** A disk for the files that can be filled up. */
interface Disk {
  folder: string;
  env: Record<string, string>;
  /** Leaves so many bytes, or none. */
  fill(left: number): void;
  clear(): void;
  remove(): void;
}

/** A real one of four megabytes, where this account may mount it. */
function smallDisk(): Disk {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "guiche-disk-"));
  const filler = path.join(folder, "filler");
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", folder]);
  if (mounted.status !== 0) throw new Error(String(mounted.stderr));
  return {
    folder,
    env: {},
    fill(left) {
      const { bavail, bsize } = fs.statfsSync(folder);
      fs.writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - left)));
    },
    clear: () => fs.rmSync(filler, { force: true }),
    remove() {
      spawnSync("umount", [folder]);
      fs.rmdirSync(folder);
    },
  };
}

/** One that says it is full. */
function pretendedDisk(): Disk {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "guiche-disk-"));
  const full = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "guiche-full-")), "full");
  return {
    folder,
    env: { GUICHE_DEMO: "1", FAULT_POINT: "writing", FAULT_ERROR: "ENOSPC", FAULT_WHILE: full },
    fill: () => fs.writeFileSync(full, ""),
    clear: () => fs.rmSync(full, { force: true }),
    remove() {
      fs.rmSync(folder, { recursive: true, force: true });
      fs.rmSync(path.dirname(full), { recursive: true, force: true });
    },
  };
}

const isRoot = process.getuid?.() === 0 && process.platform === "linux";

/** Only the system's administrator may mount a real one. */
const disks = [
  ...(isRoot ? [{ which: "a file system of four megabytes", make: smallDisk }] : []),
  { which: "an error of the system", make: pretendedDisk },
];

describe.each(disks)("no room for files: $which", ({ make }) => {
  let disk: Disk;
  let site: Site;
  let world: World;
  let visitor: Visitor;

  beforeAll(async () => {
    disk = make();
    world = await createWorld();
    site = new Site({ port: await freePort(), env: { STORAGE_DIR: disk.folder, ...disk.env } });
    const [entered] = await Visitor.enter([await createPerson("Rita Prado")], site.origin);
    if (!entered) throw new Error("nobody entered");
    visitor = entered;
    await site.ready();
  });

  afterAll(async () => {
    await site?.stop();
    await asked((client) => client.query("delete from attachments"));
    disk?.remove();
  });

  const asked = async <T>(work: (client: Client) => Promise<T>) => {
    const client = new Client({ connectionString: process.env.DATABASE_URL });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  const files = () =>
    fs
      .readdirSync(disk.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !["filler", "full"].includes(entry.name))
      .map(({ name }) => name);
  const rows = () =>
    asked(async (client) => {
      const found = await client.query<{ n: number }>(
        "select count(*)::int as n from attachments where uploader_id = $1",
        [visitor.actor.userId],
      );
      return found.rows[0]?.n;
    });
  const tomorrow = () => new Date(Date.now() + 86_400_000);

  it("an upload is refused in words, leaves nothing, and goes through when there is room again", async () => {
    const place = servicePlace(world.tax.id);
    const letter = Buffer.from("Prezados senhores, ".repeat(50_000));
    expect(await visitor.upload(site.origin, place, letter)).toMatchObject({ status: 201 });
    const before = files();
    expect(before).toHaveLength(1);
    await visitor.saveDraft(site.origin, place, world.tax.id, "O que eu escrevi.");

    disk.fill(300_000);
    for (let n = 0; n < 3; n += 1) {
      const refused = await visitor.upload(site.origin, place, letter);
      expect(refused).toMatchObject({
        status: 503,
        body: { error: { code: "unavailable", message: SENTENCE } },
      });
    }
    expect(files()).toEqual(before);
    expect(await rows()).toBe(1);
    expect((await visitor.draft(site.origin, place))?.content).toEqual({ text: "O que eu escrevi." });
    expect(site.written).toContain("no room for files");
    // Nothing else stops: acts go on.
    const opened = await visitor.act(site.origin, `/servicos/${world.quick.slug}`, "openTicket", {
      serviceId: world.quick.id,
      formVersionId: world.quick.formVersionId ?? "",
      subjectId: "duvida",
      answers: { descricao: "Sem arquivo." },
      fieldFiles: {},
      files: [],
      contactEmail: null,
      contactPhone: null,
      locality: null,
      submissionKey: world.quick.id,
      continues: null,
    });
    expect(opened).toMatchObject({ ok: true });

    disk.clear();
    expect(await visitor.upload(site.origin, place, letter)).toMatchObject({ status: 201 });
    expect(await rows()).toBe(2);
    expect(await asked((client) => auditData(client))).toEqual([]);
    expect(await asked((client) => auditFiles(client, diskStorage(disk.folder), tomorrow()))).toEqual([]);
  });

  if (make === pretendedDisk) return;

  it("a picture whose copies find no room leaves nothing either", async () => {
    const place = servicePlace(world.tax.id);
    const raw = { width: 500, height: 500, channels: 3 } as const;
    const picture = new Uint8Array(
      await sharp(randomBytes(500 * 500 * 3), { raw })
        .png()
        .toBuffer(),
    );
    const before = [files(), await rows()];
    disk.fill(picture.byteLength + 40_000);
    expect(await visitor.upload(site.origin, place, picture, "foto.png")).toMatchObject({
      status: 503,
      body: { error: { message: SENTENCE } },
    });
    expect([files(), await rows()]).toEqual(before);
    disk.clear();
    expect(await visitor.upload(site.origin, place, picture, "foto.png")).toMatchObject({ status: 201 });
    expect(files()).toHaveLength((before[0] as string[]).length + 3);
  });
});
