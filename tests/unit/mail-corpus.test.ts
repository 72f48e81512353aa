import fs from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { cleanName } from "@/lib/attachments/name";
import { writtenIn } from "@/lib/incoming/body";
import { wordsOf } from "@/lib/incoming/lines";
import { marksOf, readMessage } from "@/lib/incoming/message";
import { isForged, natureOf } from "@/lib/incoming/rules";
import { corpus } from "../corpus/expected";

const FOLDER = path.join(import.meta.dirname, "../corpus");
const tidy = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();

describe("messages as mail programs write them", () => {
  it.each(corpus.map((one) => [one.file, one] as const))("%s", async (file, expected) => {
    const message = await readMessage(fs.readFileSync(path.join(FOLDER, file)));
    const nature = natureOf(marksOf(message));
    const forged = isForged(message.headers) || undefined;
    expect({ nature, forged, from: message.from ?? "", subject: message.subject }).toEqual({
      nature: expected.nature,
      forged: expected.forged,
      from: expected.from,
      subject: expected.subject,
    });
    if (expected.bounce) {
      const { address, permanent, messageId } = message.report ?? {};
      expect({ address, permanent, messageId }).toEqual(expected.bounce);
    }
    if (expected.text === null) return;
    const written = writtenIn(message);
    expect(tidy(wordsOf(written.lines))).toBe(expected.text);
    expect(written.cut).toBe(expected.cut ?? false);
    expect(written.files.map(({ name }) => cleanName(name))).toEqual(expected.files);
    expect(written.pictures).toHaveLength(expected.images);
  });

  it.each([`"${'\\"'.repeat(200_000)}`, `<${"@".repeat(400_000)}`, "a".repeat(2001)])(
    "a sender that is written at such length is nobody (%#)",
    async (from) => {
      const { from: sender } = await readMessage(Buffer.from(`From: ${from}\r\nSubject: x\r\n\r\nOi`));
      expect(sender).toBeNull();
    },
  );

  it("are all there", () => {
    const files = fs.readdirSync(FOLDER).filter((name) => name.endsWith(".eml"));
    expect(corpus.map(({ file }) => file).toSorted()).toEqual(files.toSorted());
  });
});
