import "server-only";
import { AppError } from "../errors";
import type { Storage, Stored } from "../storage/driver";
import { isActive } from "./content";
import { DOCX, extensionOf, PPTX, XLSX } from "./kinds";

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_BYTES = 22;
const LONGEST_TAIL = 65_535 + END_BYTES;
const LONGEST_LIST = 4 * 1024 * 1024;
const MOST_ENTRIES = 20_000;
/** What the contents may come to, together, when unpacked by whoever receives the file. */
const MOST_UNPACKED = 1024 * 1024 * 1024;

/** What office documents are made of, though it would be refused in a plain ZIP. */
const DOCUMENT_PART = /\.(?:xml|xslt?|svg|html?)$/i;

interface Entry {
  name: string;
  unpacked: number;
  encrypted: boolean;
}

const broken = () =>
  new AppError("invalid", "O arquivo está corrompido ou incompleto. Gere-o de novo e reenvie.");
const refuse = (message: string) => new AppError("invalid", message);

/**
 * What a ZIP container is, by its own list of contents: an office document or plain ZIP. Nothing is unpacked.
 * @throws AppError invalid
 */
export async function typeOfZip(storage: Storage, stored: Stored): Promise<string> {
  const entries = await listEntries(storage, stored);
  if (entries.reduce((sum, entry) => sum + entry.unpacked, 0) > MOST_UNPACKED) {
    throw refuse("O conteúdo deste arquivo é grande demais depois de aberto.");
  }
  const names = new Set(entries.map((entry) => entry.name));
  if ([...names].some((name) => /(^|\/)vbaProject\.bin$/i.test(name))) {
    throw refuse("Arquivos com macros não são aceitos. Salve sem macros (DOCX, XLSX) e envie de novo.");
  }
  const document = officeType(names) ?? (names.has("mimetype") ? await declaredType(storage, stored) : null);
  if (entries.some(({ name }) => isActive(extensionOf(name)) && !(document && DOCUMENT_PART.test(name)))) {
    throw refuse(
      `Este ${document ? "documento" : "ZIP"} contém programas ou páginas, que não são aceitos. Retire-os e envie de novo.`,
    );
  }
  if (document) return document;
  if (entries.some((entry) => entry.encrypted)) {
    throw refuse("Arquivos ZIP com senha não são aceitos. Envie-o sem senha.");
  }
  return "application/zip";
}

function officeType(names: ReadonlySet<string>): string | null {
  if (!names.has("[Content_Types].xml")) return null;
  if (names.has("word/document.xml")) return DOCX;
  if (names.has("xl/workbook.xml")) return XLSX;
  return names.has("ppt/presentation.xml") ? PPTX : null;
}

async function listEntries(storage: Storage, { key, size }: Stored): Promise<Entry[]> {
  const tailStart = Math.max(0, size - LONGEST_TAIL);
  const tail = await readBytes(storage, key, tailStart, size - 1);
  const end = lastIndexOf(tail, END);
  if (end < 0) throw broken();
  const count = tail.readUInt16LE(end + 10);
  const length = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16);
  if (count === 0 || count > MOST_ENTRIES || length > LONGEST_LIST || start + length > size) throw broken();
  return parseEntries(await readBytes(storage, key, start, start + length - 1), count);
}

function parseEntries(list: Buffer, count: number): Entry[] {
  const entries: Entry[] = [];
  let at = 0;
  while (entries.length < count) {
    if (at + 46 > list.length || list.readUInt32LE(at) !== ENTRY) throw broken();
    const nameLength = list.readUInt16LE(at + 28);
    entries.push({
      name: list.toString("utf8", at + 46, at + 46 + nameLength),
      unpacked: list.readUInt32LE(at + 24),
      encrypted: (list.readUInt16LE(at + 8) & 1) === 1,
    });
    at += 46 + nameLength + list.readUInt16LE(at + 30) + list.readUInt16LE(at + 32);
  }
  return entries;
}

/** OpenDocument says its type in a first entry, not compressed, named "mimetype". */
async function declaredType(storage: Storage, { key, size }: Stored): Promise<string | null> {
  const head = await readBytes(storage, key, 0, Math.min(size, 200) - 1);
  if (head.length < 38 || head.toString("latin1", 30, 38) !== "mimetype") return null;
  const text = head.toString("latin1", 38 + head.readUInt16LE(28));
  return (
    /^application\/vnd\.oasis\.opendocument\.(?:text|spreadsheet|presentation)(?=PK)/.exec(text)?.[0] ?? null
  );
}

function lastIndexOf(bytes: Buffer, signature: number): number {
  for (let at = bytes.length - END_BYTES; at >= 0; at -= 1) {
    if (bytes.readUInt32LE(at) === signature) return at;
  }
  return -1;
}

async function readBytes(storage: Storage, key: string, start: number, end: number): Promise<Buffer> {
  if (end < start) throw broken();
  const parts: Buffer[] = [];
  for await (const part of storage.read(key, { start, end })) parts.push(part);
  return Buffer.concat(parts);
}
