import { readdir } from "node:fs/promises";
import path from "node:path";
import { deflateRawSync } from "node:zlib";
import type { UserActor } from "@/lib/actor";
import { storeUpload } from "@/lib/attachments/mutations/store-upload";
import { servicePlace } from "@/lib/place";
import { storage } from "@/lib/storage/place";

/** A ZIP container with the given entries, as small as they go. `unpacked` lets an entry lie about its size. */
export function zipOf(
  entries: readonly { name: string; text?: string; unpacked?: number; stored?: boolean }[],
): Buffer {
  const locals: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const { name, text = "", unpacked, stored = false } of entries) {
    const plain = Buffer.from(text);
    const data = stored ? plain : deflateRawSync(plain);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(stored ? 0 : 8, 8);
    local.writeUInt32LE(data.length, 18);
    local.writeUInt32LE(plain.length, 22);
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(stored ? 0 : 8, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt32LE(unpacked ?? plain.length, 24);
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), data);
    list.push(entry, Buffer.from(name));
    offset += local.length + Buffer.byteLength(name) + data.length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

export const docx = () =>
  zipOf([
    { name: "[Content_Types].xml", text: "<Types/>" },
    { name: "word/document.xml", text: "<w/>" },
  ]);

export const pdf = (text = "Contrato") => Buffer.from(`%PDF-1.7\n% ${text}\n%%EOF\n`);

/** A file the person sent for the form of a service and has not used yet. */
export function sendFile(
  actor: UserActor,
  file: { name: string; bytes: Uint8Array; place?: string; fieldId?: string },
  now: Date,
) {
  async function* bytes() {
    yield file.bytes;
  }
  return storeUpload(
    actor,
    {
      place: file.place ?? servicePlace("00000000-0000-7000-8000-000000000000"),
      fieldId: file.fieldId ?? null,
      name: file.name,
      bytes: bytes(),
      limit: 25 * 1024 * 1024,
    },
    now,
  );
}

/** How many files lie in the storage, half-written ones too. */
export async function storedFiles(): Promise<number> {
  if (process.env.S3_ENDPOINT) {
    let count = 0;
    for await (const _key of storage().keysBefore(new Date(Date.now() + 86_400_000))) count += 1;
    return count;
  }
  const folder = path.resolve(process.env.STORAGE_DIR ?? "");
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).length;
}
