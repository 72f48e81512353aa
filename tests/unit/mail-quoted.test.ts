import { createTransport, type SendMailOptions } from "nodemailer";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { readMessage } from "@/lib/incoming/message";
import { quotedIn } from "@/lib/incoming/quoted";
import { digestOf, linksIn, withoutLinks } from "@/lib/mail/link";

vi.mock("@/lib/incoming/message", async (original) => {
  const real = await original<typeof import("@/lib/incoming/message")>();
  return { ...real, readMessage: vi.fn(real.readMessage) };
});
const parses = vi.mocked(readMessage);
beforeEach(() => {
  parses.mockClear();
});

const composer = createTransport({ streamTransport: true, buffer: true });
const write = async (mail: SendMailOptions) =>
  (await composer.sendMail({ from: "ana@pessoa.example", subject: "x", ...mail })).message as Buffer;
const quoted = async (raw: Buffer) => {
  const message = await readMessage(raw);
  parses.mockClear();
  return quotedIn(raw, message);
};

const TOKEN = "Ab3-_dEfGhIjKlMnOpQrStUvWxYz0123456789-_ab1";
const LINK = `https://portal.example/acompanhar/${TOKEN}`;
/** As its bytes do not show it. */
const letter = (text = LINK) => write({ text, textEncoding: "base64" });

describe("links of letters within a message", () => {
  it.each<[string, Partial<{ filename: string | false; contentType: string }>]>([
    ["by its name", { filename: "carta.eml", contentType: "application/octet-stream" }],
    ["by its type, under the name of its subject", { filename: "Re: IPVA", contentType: "message/rfc822" }],
    ["by its type in large letters", { filename: "Carta", contentType: "Message/RFC822" }],
    ["by its type, without a name", { filename: false, contentType: "message/rfc822" }],
    ["by its type for names in all letters", { filename: "Carta", contentType: "message/global" }],
  ])("are found in an enclosed letter that is known %s", async (_, more) => {
    const attachments = [{ content: await letter(), contentTransferEncoding: "base64" as const, ...more }];
    expect(await quoted(await write({ text: "Segue.", attachments }))).toEqual([digestOf(TOKEN)]);
  });
  it("are not looked for in what is no letter", async () => {
    const attachments = [{ content: await letter(), filename: "a.txt", contentType: "text/plain" }];
    expect(await quoted(await write({ text: "Segue.", attachments }))).toEqual([]);
    expect(parses).not.toHaveBeenCalled();
  });
  it("are looked for in few enclosed letters, however many enclose others", async () => {
    const enclosing = async (content: Buffer, count: number) =>
      write({
        text: "x",
        attachments: Array.from({ length: count }, () => ({ content, filename: "x.eml" })),
      });
    let bomb = await write({ text: "x" });
    for (let depth = 0; depth < 3; depth += 1) bomb = await enclosing(bomb, 12);
    await quoted(bomb);
    expect(parses).toHaveBeenCalledTimes(50);
  });
  it("are still found in the bytes of those that are not taken apart", async () => {
    const none = { content: await write({ text: "x" }), filename: "x.eml" };
    const last = {
      content: await write({ text: LINK, textEncoding: "quoted-printable" }),
      filename: "y.eml",
    };
    const raw = await write({ text: "x", attachments: [...Array(60).fill(none), last] });
    expect(await quoted(raw)).toEqual([digestOf(TOKEN)]);
    expect(parses).toHaveBeenCalledTimes(50);
  });
});

describe("a link that a program has put into another address", () => {
  const proofpoint = (token: string) =>
    `https://urldefense.proofpoint.com/v2/url?u=https-3A__portal.example_acompanhar_${token}&d=DwMFaQ&c=xyz&r=abc`;
  const written = TOKEN.replace(/[-_]/g, (sign) => (sign === "-" ? "-2D" : "-5F"));

  it.each([
    ["as it is", LINK],
    ["by Outlook", `https://nam.safelinks.example/?url=${encodeURIComponent(LINK)}&data=05`],
    ["twice", `https://a.example/?u=${encodeURIComponent(encodeURIComponent(LINK))}`],
    ["by Proofpoint", proofpoint(written)],
    [
      "by Proofpoint, in small letters",
      proofpoint(written.replaceAll("-5F", "-5f").replaceAll("-2D", "-2d")),
    ],
    ["by Proofpoint, with its lines broken", proofpoint(written).replace(/(.{60})/g, "$1=\r\n")],
    ["by Proofpoint in its third way", `https://urldefense.com/v3/__${LINK}__;!!abc!def$`],
  ])("is found: %s", (_, text) => {
    expect(linksIn(`Veja: ${text} obrigada`)).toEqual([digestOf(TOKEN)]);
  });
  it.each([
    ["as it is", LINK],
    ["by Proofpoint", proofpoint(written)],
  ])("is blotted out where it is shown: %s", (_, text) => {
    const shown = withoutLinks(`Veja: ${text} obrigada`);
    expect(linksIn(shown)).toEqual([]);
    expect(shown).not.toContain(written.slice(0, 20));
    expect(shown).toMatch(/acompanhar[/_]….* obrigada$/);
  });
});
