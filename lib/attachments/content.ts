import "server-only";
import { fileTypeFromBuffer } from "file-type";
import { AppError } from "../errors";
import { extensionOf, FILE_TYPES, typeLabel, typeOfName } from "./kinds";

/** How much of a file is looked at to tell what it is. */
export const HEAD_BYTES = 8192;

const TEXT_BY_EXTENSION: Readonly<Record<string, string>> = {
  "": "text/plain",
  txt: "text/plain",
  csv: "text/csv",
};

/** Other names under which the detector knows a type that is taken. */
const ALIASES: Readonly<Record<string, string>> = {
  "image/heif": "image/heic",
  "image/heic-sequence": "image/heic",
  "image/heif-sequence": "image/heic",
  "video/x-m4v": "video/mp4",
  "audio/opus": "audio/ogg",
  "video/ogg": "audio/ogg",
  "audio/mp4": "audio/x-m4a",
};

/** Endings that make a system run or interpret what carries them, or show it as a page. */
const ACTIVE =
  /^(apk|app|asp|aspx|bat|cmd|com|cpl|deb|dll|dmg|docm|dotm|exe|gadget|hta|htm|html|iso|jar|js|jse|jsp|lnk|mht|mhtml|mjs|msc|msi|msp|mst|php|pif|pl|potm|ppam|ppsm|pptm|ps1|py|rb|reg|rpm|scf|scr|sh|shtml|svg|svgz|swf|url|vb|vbe|vbs|ws|wsc|wsf|wsh|xhtml|xlam|xlsm|xltm|xml|xsl|xslt)$/;

export const isActive = (extension: string) => ACTIVE.test(extension);

const refuse = (message: string) => new AppError("invalid", message);

const REFUSED =
  "Este tipo de arquivo não é aceito. Envie PDF, imagem, documento (DOCX, ODT), planilha (XLSX, ODS, CSV) ou texto.";

/**
 * What the first bytes say the file is. A ZIP container is "application/zip" here; what it holds is told by its
 * list of contents once the whole file has arrived.
 * @throws AppError invalid, with words for the person
 */
export async function typeOfHead(head: Uint8Array, name: string): Promise<string> {
  if (head.byteLength === 0) throw refuse("O arquivo está vazio.");
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) return "application/zip";
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])) {
    throw refuse("Este formato antigo não é aceito. Salve o arquivo como DOCX, XLSX ou PDF e envie de novo.");
  }
  const detected = await fileTypeFromBuffer(head);
  if (detected) {
    const mime = detected.mime.split(";")[0] ?? detected.mime;
    const type = ALIASES[mime] ?? mime;
    if (!FILE_TYPES[type]) throw refuse(REFUSED);
    return type;
  }
  return typeOfText(head, name);
}

function typeOfText(head: Uint8Array, name: string): string {
  const promised = typeOfName(name);
  if (promised && !promised.startsWith("text/")) {
    throw refuse(
      `O conteúdo deste arquivo não é de ${typeLabel(promised)}, por isso ele não é aceito. Se estiver danificado, gere-o de novo e reenvie.`,
    );
  }
  const type = TEXT_BY_EXTENSION[extensionOf(name)];
  if (!type || !isText(head) || looksActive(head)) throw refuse(REFUSED);
  return type;
}

/** No byte that text never has; UTF-8 and the older Latin encodings both pass. */
export function isText(bytes: Uint8Array): boolean {
  return !bytes.some(
    (byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d,
  );
}

/** Markup or a script dressed as plain text. */
function looksActive(head: Uint8Array): boolean {
  const start = new TextDecoder("latin1")
    .decode(head)
    .replace(/^(?:ï»¿)?\s*/, "")
    .toLowerCase();
  return /^(?:#!|<[!?a-z])/.test(start) || /<(?:script|html|svg|iframe|!doctype)\b/.test(start);
}

/**
 * The name under which a file of this type is kept: a missing or unknown ending is completed, one that says
 * something else is refused. Only the last ending counts.
 * @throws AppError invalid
 */
export function nameForType(name: string, type: string): string {
  const known = FILE_TYPES[type];
  if (!known) throw refuse(REFUSED);
  const extension = extensionOf(name);
  if (known.extensions.includes(extension)) return name;
  const claimsOther =
    isActive(extension) || Object.values(FILE_TYPES).some((other) => other.extensions.includes(extension));
  if (claimsOther) {
    throw refuse(
      `O conteúdo deste arquivo é de ${typeLabel(type)}, mas o nome termina em “.${extension}”. Corrija o nome ou envie o arquivo certo.`,
    );
  }
  return `${name}.${known.extensions[0]}`;
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}
