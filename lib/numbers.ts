// Written by hand: the first formatter of its own costs a browser 10 to 20 ms, a cheap phone four times as long.

const grouped = (digits: string) => digits.replace(/\B(?=(\d{3})+$)/g, ".");

/** A whole number as people read it: 1204 → "1.204". */
export const formatCount = (value: number): string => grouped(String(value));

/** A number below 1e21 as written in Brazil, with so many decimals at most and at least: 1234.5 → "1.234,5". */
export function formatDecimal(value: number, most: number, least = 0): string {
  const size = Math.abs(value);
  const [whole = "0", part = ""] = (size < 1e-6 ? size.toFixed(20) : String(size)).split(".");
  const up = (part[most] ?? "0") >= "5" ? 1n : 0n;
  const digits = String(BigInt(whole + part.slice(0, most).padEnd(most, "0")) + up).padStart(most + 1, "0");
  const cut = digits.length - most;
  let decimals = digits.slice(cut);
  while (decimals.length > least && decimals.endsWith("0")) decimals = decimals.slice(0, -1);
  const sign = value < 0 && /[1-9]/.test(digits) ? "-" : "";
  return `${sign}${grouped(digits.slice(0, cut))}${decimals && `,${decimals}`}`;
}

/** An amount in cents: 123456 → "R$ 1.234,56". */
export function formatCents(cents: number): string {
  return `${cents < 0 ? "-" : ""}R$\u00a0${formatDecimal(Math.abs(cents) / 100, 2, 2)}`;
}

/** "PDF", "PDF ou imagem", "PDF, planilha ou imagem". */
export function inWords(items: readonly string[], before: "e" | "ou"): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} ${before} ${last}`;
}
