import { expect, test } from "vitest";
import { nameForType, typeOfHead } from "@/lib/attachments/content";
import { acceptAttribute, typeOfName } from "@/lib/attachments/kinds";
import { formatSize } from "@/lib/attachments/limits";
import { cleanName } from "@/lib/attachments/name";
import { disposition, parseRange } from "@/lib/attachments/serve";
import { parsePlace } from "@/lib/place";

test.each([
  ["../../etc/passwd.pdf", "passwd.pdf"],
  ["C:\\Users\\Ana\\CRLV.pdf", "CRLV.pdf"],
  ["foto\u202Egpj.exe", "fotogpj.exe"],
  ["linha\r\nquebrada\u0000.txt", "linhaquebrada.txt"],
  ["  .oculto.pdf ", "oculto.pdf"],
  ["certida\u0303o.pdf", "certidão.pdf"],
  ["", "arquivo"],
  ["...", "arquivo"],
  ["<img src=x onerror=alert(1)>.png", "<img src=x onerror=alert(1)>.png"],
])("the name %j is kept as %j", (raw, clean) => {
  expect(cleanName(raw)).toBe(clean);
});

test("a long name is cut and keeps its ending", () => {
  const name = cleanName(`${"á".repeat(400)}.pdf`);
  expect(name).toHaveLength(200);
  expect(name.endsWith("á.pdf")).toBe(true);
});

test("a missing or unknown ending is completed, only the last one counts", () => {
  expect(nameForType("contrato", "application/pdf")).toBe("contrato.pdf");
  expect(nameForType("contrato.v2", "application/pdf")).toBe("contrato.v2.pdf");
  expect(nameForType("contrato.assinado.pdf", "application/pdf")).toBe("contrato.assinado.pdf");
  expect(nameForType("FOTO.JPEG", "image/jpeg")).toBe("FOTO.JPEG");
});

test.each([
  ["contrato.pdf.exe", "application/pdf"],
  ["foto.png", "application/pdf"],
  ["pagina.html", "text/plain"],
  ["desenho.svg", "image/png"],
])("an ending that says something else is refused: %s as %s", (name, type) => {
  expect(() => nameForType(name, type)).toThrow(/o nome termina em/);
});

const head = (text: string) => Buffer.from(text, "latin1");

test.each([
  ["nota.txt", "Olá, mundo\r\n", "text/plain"],
  ["dados.csv", "nome;valor\nAna;10\n", "text/csv"],
  ["sem-nome", "só texto", "text/plain"],
  ["a.pdf", "%PDF-1.4\n", "application/pdf"],
])("%s is known by its content", async (name, text, type) => {
  expect(await typeOfHead(head(text), name)).toBe(type);
});

test.each([
  ["a page in a text file", "nota.txt", "<!doctype html><script>alert(1)</script>"],
  ["a page after blanks", "nota.txt", "\n\n  <html><body onload=alert(1)>"],
  ["markup further on", "nota.txt", "oi\n<script>alert(1)</script>"],
  ["an SVG", "desenho.svg", '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
  ["an SVG named as a picture", "desenho.png", "<?xml version='1.0'?><svg/>"],
  ["a shell script", "nota.txt", "#!/bin/sh\nrm -rf /"],
  ["a program", "nota.txt", `MZ${"\0".repeat(60)}PE`],
  ["a program for Linux", "nota.txt", "\x7fELF\x02\x01\x01\0"],
  ["bytes that are nothing", "dados.csv", "a;b\0\x01\x02"],
  ["an old office file", "planilha.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"],
  ["nothing at all", "vazio.pdf", ""],
])("%s is refused", async (_what, name, text) => {
  await expect(typeOfHead(head(text), name)).rejects.toMatchObject({ code: "invalid" });
});

test("one range of bytes at a time", () => {
  expect(parseRange("bytes=0-9", 100)).toEqual({ start: 0, end: 9 });
  expect(parseRange("bytes=90-", 100)).toEqual({ start: 90, end: 99 });
  expect(parseRange("bytes=-5", 100)).toEqual({ start: 95, end: 99 });
  expect(parseRange("bytes=50-500", 100)).toEqual({ start: 50, end: 99 });
  expect(parseRange("bytes=100-", 100)).toBe("unsatisfiable");
  expect(parseRange("bytes=5-1", 100)).toBeNull();
  expect(parseRange("bytes=0-1,5-6", 100)).toBeNull();
  expect(parseRange(null, 100)).toBeNull();
});

test("a file name cannot break out of its header", () => {
  const header = disposition("attachment", 'ação"\r\nSet-Cookie: a=b; x.pdf');
  expect(header).not.toMatch(/[\r\n]/);
  expect(header.match(/"/g)).toHaveLength(2);
  expect(header).toContain("filename*=UTF-8''a%C3%A7%C3%A3o%22");
});

test("sizes and types read as people write them", () => {
  expect(formatSize(0)).toBe("0 bytes");
  expect(formatSize(812 * 1024)).toBe("812 KB");
  expect(formatSize(2.4 * 1024 * 1024)).toBe("2,4 MB");
  expect(typeOfName("Foto.JPG")).toBe("image/jpeg");
  expect(typeOfName("programa.exe")).toBeNull();
  expect(acceptAttribute(["application/pdf", "image/heic"])).toBe("application/pdf,.pdf");
});

test("only places that exist have a name", () => {
  const id = "0197a000-0000-7000-8000-000000000000";
  expect(parsePlace(`service:${id}`)).toEqual({ noun: "service", id });
  expect(parsePlace(`ticket:${id}:reply`)).toEqual({ noun: "ticket", id, text: "reply" });
  expect(parsePlace(`ticket:${id}`)).toBeNull();
  expect(parsePlace(`service:${id}:reply`)).toBeNull();
  expect(parsePlace("service:1")).toBeNull();
});
