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

/** A screen with an error, drawn with plain rectangles: a header, a message with its red edge, two panels. */
function screen(): Promise<Buffer> {
  const box = (left: number, top: number, width: number, height: number, background: string) => ({
    input: { create: { width, height, channels: 3 as const, background } },
    left,
    top,
  });
  const lines = [0, 1, 2, 3, 4].flatMap((row) => [
    box(64, 272 + row * 48, 320 - row * 30, 14, "#d9dde3"),
    box(514, 272 + row * 48, 280 + row * 18, 14, "#d9dde3"),
  ]);
  return sharp({ create: { width: 960, height: 600, channels: 3, background: "#f4f5f7" } })
    .composite([
      box(0, 0, 960, 56, "#1351b4"),
      box(40, 20, 180, 16, "#c5d4eb"),
      box(40, 96, 880, 120, "#ffffff"),
      box(40, 96, 8, 120, "#e52207"),
      box(72, 128, 420, 18, "#444444"),
      box(72, 164, 620, 12, "#9aa1ab"),
      box(40, 240, 430, 300, "#ffffff"),
      box(490, 240, 430, 300, "#ffffff"),
      ...lines,
    ])
    .png()
    .toBuffer();
}

/** Sends a paper as a person would, and gives its id. */
export async function sendPaper(
  actor: UserActor,
  place: string,
  paper: { name: string; kind: "pdf"; text: string } | { name: string; kind: "screen" },
  now: Date,
): Promise<string> {
  const bytes = paper.kind === "pdf" ? pdf(paper.text) : await screen();
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
