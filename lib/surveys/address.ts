import { z } from "zod";
import type { Cursor } from "../search/cursor";
import { type AddressParams, readCursor, textParam, withQuery, writeCursor } from "../search/schema";
import { type Days, daysOf, PERIODS, type Period } from "./period";

/** Everything the list of ratings depends on. The address holds it all. */
export interface RatingsAddress {
  period: Period;
  days: Days;
  /** Slugs; empty for all. */
  department: string;
  service: string;
  /** Only ratings with so many stars; 0 for all. */
  stars: number;
  cursor: Cursor | null;
}

const slug = textParam.transform((word) => (/^[a-z0-9-]{1,80}$/.test(word) ? word : ""));
const day = textParam.pipe(z.iso.date().startsWith("20").catch(""));

const params = z.object({
  periodo: textParam.transform((word) => PERIODS.find((one) => one.slug === word)?.period ?? "thirty_days"),
  de: day,
  ate: day,
  setor: slug,
  servico: slug,
  estrelas: textParam.transform((word) => (/^[1-5]$/.test(word) ? Number(word) : 0)),
  depois: textParam,
  antes: textParam,
});

/** Reads the address of the list. What makes no sense falls back to the usual: the last 30 days. */
export function readRatings(raw: AddressParams, today: string): RatingsAddress {
  const { periodo, de, ate, setor, servico, estrelas, ...cursors } = params.parse(raw);
  const [from = today, to = today] = [de || ate || today, ate || de || today].toSorted();
  return {
    period: periodo,
    days: periodo === "custom" ? { from, to } : daysOf(periodo, today),
    department: setor,
    service: servico,
    stars: estrelas,
    cursor: readCursor("ratings", 1, cursors),
  };
}

/** Address of the list with something changed: anything but the page begins again at the first page. */
export function ratingsHref(address: RatingsAddress, change: Partial<RatingsAddress> = {}): string {
  const next = { ...address, cursor: null, ...change };
  const query = new URLSearchParams();
  const period = PERIODS.find((one) => one.period === next.period);
  if (period && period.period !== "thirty_days") query.set("periodo", period.slug);
  if (next.period === "custom") {
    query.set("de", next.days.from);
    query.set("ate", next.days.to);
  }
  if (next.department) query.set("setor", next.department);
  if (next.service) query.set("servico", next.service);
  if (next.stars) query.set("estrelas", String(next.stars));
  writeCursor(query, "ratings", next.cursor);
  return withQuery("/gestao/avaliacoes", query);
}
