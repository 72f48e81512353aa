import sharp from "sharp";
import type { UserActor } from "../actor";
import { storeUpload } from "../attachments/mutations/store-upload";

/** A page of a document, made small: one line of text in a valid PDF. */
function pdf(text: string): Buffer {
  const line = text.normalize("NFD").replace(/[^\x20-\x7e]|[()\\]/g, "");
  const stream = `BT /F1 16 Tf 60 760 Td (${line}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let body = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  body += `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n`;
  return Buffer.from(`${body}${body.lastIndexOf("xref\n0")}\n%%EOF\n`, "latin1");
}

/** A screen with an error, drawn. */
function screen(text: string): Promise<Buffer> {
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="600">
    <rect width="960" height="600" fill="#f8f8f8"/><rect width="960" height="56" fill="#1351b4"/>
    <rect x="40" y="96" width="880" height="120" rx="8" fill="#fff" stroke="#ccc"/>
    <rect x="40" y="240" width="430" height="300" rx="8" fill="#fff" stroke="#ccc"/>
    <rect x="490" y="240" width="430" height="300" rx="8" fill="#fff" stroke="#ccc"/>
    <rect x="40" y="96" width="8" height="120" fill="#e52207"/>
    <text x="72" y="164" font-family="sans-serif" font-size="26" fill="#333">${text.replace(/[<>&]/g, "")}</text>
  </svg>`;
  return sharp(Buffer.from(drawing)).png().toBuffer();
}

/** Sends a paper as a person would, and gives its id. */
export async function sendPaper(
  actor: UserActor,
  place: string,
  paper: { name: string; kind: "pdf" | "screen"; text: string },
  now: Date,
): Promise<string> {
  const bytes = paper.kind === "pdf" ? pdf(paper.text) : await screen(paper.text);
  const sent = await storeUpload(
    actor,
    { place, fieldId: null, name: paper.name, bytes: parts(bytes), limit: 25_000_000 },
    now,
  );
  return sent.id;
}

async function* parts(bytes: Buffer) {
  yield bytes;
}
