import { formatDecimal } from "../numbers";

/** The largest number that is taken, and in reais the largest amount. */
export const LIMIT = 1e12;

/**
 * A number as written in Brazil (`1.234,5`) or with a decimal point (`1234.5`); null when it is
 * neither. Dots that group thousands are taken as such: `1.500` is one thousand five hundred.
 */
export function parseNumber(text: string): number | null {
  const bare = text.replace(/\s/g, "").replace("−", "-");
  const [plain, decimals] = /^-?\d{1,3}(\.\d{3})+(,\d*)?$/.test(bare)
    ? [bare.replaceAll(".", "").replace(",", "."), true]
    : [bare.replace(",", "."), /^-?\d+([.,]\d*)?$|^-?[.,]\d+$/.test(bare)];
  const value = decimals ? Number(plain) : Number.NaN;
  return Number.isFinite(value) && Math.abs(value) <= LIMIT ? value + 0 : null;
}

/** `R$ 1.234,56` → 123456 cents; null when it is no amount of money. */
export function parseMoney(text: string): number | null {
  const value = parseNumber(text.replace(/^\s*(-?)\s*R\$/i, "$1"));
  if (value === null) return null;
  const cents = Math.round(value * 100);
  return Math.abs(cents - value * 100) < 1e-3 ? cents + 0 : null;
}

/** 1234.5 → `1.234,5`. */
export const formatNumber = (value: number): string => formatDecimal(value, 6);
