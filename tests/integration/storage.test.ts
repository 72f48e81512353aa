import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BucketSettings, bucketStorage } from "@/lib/storage/bucket";
import { diskStorage } from "@/lib/storage/disk";
import { type Storage, StorageError } from "@/lib/storage/driver";
import { S3Server } from "@/tests/support/s3";

const NOWHERE = "0".repeat(32);
const folders: string[] = [];
let s3: S3Server;

beforeAll(async () => {
  s3 = await S3Server.start();
});
afterAll(async () => {
  await s3.stop();
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "guiche-storage-"));
  folders.push(folder);
  return folder;
}

const bucket = (change: Partial<BucketSettings> = {}) =>
  bucketStorage({ ...s3.bucket, patience: 400, ...change });

async function* pieces(...parts: Uint8Array[]) {
  yield* parts;
}

async function bytesOf(storage: Storage, key: string, range?: { start: number; end: number }) {
  return Buffer.concat(await storage.read(key, range).toArray());
}

async function keysOf(storage: Storage, moment = new Date(Date.now() + 86_400_000)) {
  const keys: string[] = [];
  for await (const key of storage.keysBefore(moment)) keys.push(key);
  return keys.sort();
}

const drivers: [string, () => Promise<Storage>][] = [
  ["a folder", async () => diskStorage(await newFolder())],
  ["a bucket", async () => bucket()],
];
/** A real service, when one is named: S3_TEST_ENDPOINT, S3_TEST_BUCKET and the rest. */
const named = (name: string) => process.env[`S3_TEST_${name}`] ?? "";
if (named("ENDPOINT")) {
  const settings = {
    endpoint: named("ENDPOINT"),
    bucket: named("BUCKET"),
    region: named("REGION") || "us-east-1",
    accessKeyId: named("ACCESS_KEY_ID"),
    secretAccessKey: named("SECRET_ACCESS_KEY"),
    pathStyle: true,
  };
  drivers.push(["the named service", async () => bucketStorage(settings)]);
}

describe.each(drivers)("%s", (_name, open) => {
  let storage: Storage;
  beforeAll(async () => {
    storage = await open();
    for (const key of await keysOf(storage)) await storage.remove(key);
  });

  test.each([1, 70_000, 3_000_000])("keeps %d bytes and gives them back, whole and in part", async (size) => {
    const bytes = randomBytes(size);
    const half = Math.floor(size / 2);
    const stored = await storage.write(pieces(bytes.subarray(0, half), bytes.subarray(half)));
    expect(stored).toMatchObject({ size, key: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(bytes.equals(await bytesOf(storage, stored.key))).toBe(true);
    const part = { start: half, end: size - 1 };
    expect(bytes.subarray(half).equals(await bytesOf(storage, stored.key, part))).toBe(true);
    await storage.remove(stored.key);
    await expect(bytesOf(storage, stored.key)).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("keeps nothing of a source that fails", async () => {
    const before = await keysOf(storage);
    async function* broken() {
      yield randomBytes(300_000);
      throw new RangeError("the sender went away");
    }
    await expect(storage.write(broken())).rejects.toThrow(RangeError);
    expect(await keysOf(storage)).toEqual(before);
  });

  test("tells what is older than a moment, however many there are", async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => storage.write(pieces(Buffer.from("x")))));
    const named = keys.map(({ key }) => key).sort();
    expect(await keysOf(storage)).toEqual(named);
    expect(await keysOf(storage, new Date(Date.now() - 3_600_000))).toEqual([]);
    for (const key of named) await storage.remove(key);
    expect(await keysOf(storage)).toEqual([]);
  });

  test("puts a file back under its name, and removes what is not there without a word", async () => {
    const key = randomBytes(16).toString("hex");
    await storage.restore(key, pieces(Buffer.from("de volta")));
    expect(String(await bytesOf(storage, key))).toBe("de volta");
    expect(await storage.has(key)).toBe(true);
    await storage.remove(key);
    expect(await storage.has(key)).toBe(false);
    await storage.remove(key);
  });

  test("takes only names of its own", async () => {
    expect(() => storage.read("../../etc/passwd")).toThrow("not a storage key");
    await expect(storage.restore("a/b", pieces())).rejects.toThrow("not a storage key");
  });

  test("says that it is well", async () => {
    await storage.check();
  });
});

describe("a bucket whose service fails", () => {
  const write = () => bucket().write(pieces(randomBytes(200_000)));

  test.each(["refuses", "silent", "hangs up"] as const)(
    "and %s: nothing is kept, and it is told",
    async (how) => {
      const before = s3.objects.size;
      s3.trouble = how;
      try {
        const works = [
          write(),
          bytesOf(bucket(), NOWHERE),
          keysOf(bucket()),
          bucket().remove(NOWHERE),
          bucket().check(),
        ];
        for (const outcome of await Promise.allSettled(works))
          expect(outcome).toMatchObject({ status: "rejected", reason: expect.any(StorageError) });
      } finally {
        s3.trouble = null;
      }
      expect(s3.objects.size).toBe(before);
    },
  );

  test.each(["cuts", "stalls"] as const)(
    "and %s in the middle: what was read so far is no file",
    async (how) => {
      const { key } = await write();
      s3.trouble = how;
      try {
        await expect(bytesOf(bucket(), key)).rejects.toBeInstanceOf(StorageError);
      } finally {
        s3.trouble = null;
      }
      expect(await bytesOf(bucket(), key)).toHaveLength(200_000);
    },
  );

  test("is asked again when it is busy, and given up when it stays so", async () => {
    s3.busy = 2;
    await write();
    s3.busy = 9;
    await expect(write()).rejects.toThrow(/503/);
    s3.busy = 0;
  });

  test("takes nothing from who has the wrong key, and says who is at fault", async () => {
    const foreign = bucket({ secretAccessKey: "another" });
    await expect(foreign.write(pieces(Buffer.from("x")))).rejects.toThrow(/403/);
    await expect(foreign.check()).rejects.toThrow(/not there or not ours/);
    await expect(bucket({ bucket: "outro" }).check()).rejects.toThrow(/not there or not ours/);
    await expect(bucket({ endpoint: "http://127.0.0.1:9" }).check()).rejects.toBeInstanceOf(StorageError);
  });
});

test("a bucket tells all it holds, however many pages that takes", async () => {
  const many = Array.from({ length: 1_301 }, (_, n) => n.toString(16).padStart(32, "0"));
  for (const key of many) s3.objects.set(key, { bytes: Buffer.alloc(0), at: new Date(0) });
  expect((await keysOf(bucket(), new Date(1))).length).toBe(many.length);
  for (const key of many) s3.objects.delete(key);
});

test("a long file goes through the temporary folder and leaves nothing there", async () => {
  const spools = async () =>
    (await readdir(os.tmpdir())).filter((name) => /^guiche-[0-9a-f]{24}$/.test(name));
  async function* long() {
    for (let n = 0; n < 160; n += 1) {
      yield Buffer.alloc(256 * 1024, n);
      // Where it waits it has no name: not even a sudden death would leave it behind.
      if (n === 80) expect(await spools()).toEqual([]);
    }
  }
  const { key, size } = await bucket({ patience: 5_000 }).write(long());
  expect(size).toBe(40 * 1024 * 1024);
  s3.objects.delete(key);
  expect(await spools()).toEqual([]);
});

test("a folder that takes no file is told as such", async () => {
  const folder = path.join(await newFolder(), "plain");
  await writeFile(folder, "a file stands where the folder should be");
  const storage = diskStorage(folder);
  await expect(storage.write(pieces(Buffer.from("x")))).rejects.toThrow();
  await expect(storage.check()).rejects.toThrow();
});
