import { type FieldErrors, type ResolverResult, set } from "react-hook-form";
import type { ClosingScope } from "@/db/enums";
import { repeatedBy } from "@/lib/calendar/closings";
import { clockOf, minuteOf } from "@/lib/calendar/labels";
import { type ClosingInput, closingInput } from "@/lib/calendar/schema";

/** As it is filled in: everything is text until it is read. */
export interface Filled {
  name: string;
  kind: ClosingInput["rule"]["kind"];
  date: string;
  month: string;
  day: string;
  easter: string;
  side: "before" | "after";
  part: "whole" | "from" | "to" | "between";
  from: string;
  to: string;
  scope: ClosingScope;
  optional: boolean;
  since: string;
  until: string;
}

/** Where what the schema says of a place is shown. */
const PLACES: Record<string, keyof Filled> = {
  "rule.date": "date",
  "rule.month": "month",
  "rule.day": "day",
  rule: "day",
  "rule.offset": "easter",
  from: "from",
  to: "to",
};

/** Where it is said that a day is there already. */
const DAY_FIELDS = { once: "date", yearly: "day", easter: "easter" } as const;

/**
 * The day that was filled in, or what is wrong with it by field.
 * @param closing as it was before, null for a new one
 * @param others the calendar's other days
 */
export function checkFilled(
  filled: Filled,
  closing: ClosingInput | null,
  others: readonly ClosingInput[],
): ResolverResult<Filled, ClosingInput> {
  const parsed = closingInput.safeParse(readFilled(filled, closing?.observed ?? true));
  const errors: FieldErrors<Filled> = {};
  for (const { path, message } of parsed.error?.issues ?? []) {
    const place = path.join(".");
    const field = PLACES[place] ?? place;
    if (!(field in errors)) set(errors, field, { type: "check", message });
  }
  if (!parsed.success) return { values: {}, errors };
  const day = parsed.data;
  // The law itself knows two names for one day: what is there already stays as it is.
  const moved = !closing || !repeatedBy(day, [closing]);
  const twin = moved && repeatedBy(day, others);
  if (!twin) return { values: day, errors: {} };
  const message = `Este dia já está na lista: ${twin.name}.`;
  return { values: {}, errors: { [DAY_FIELDS[day.rule.kind]]: { type: "check", message } } };
}

/** A day as the dialog shows it; null for a new one, which begins in this year. */
export function filledOf(closing: ClosingInput | null, year: number): Filled {
  const rule = closing?.rule ?? { kind: "once", date: "" };
  const { from = null, to = null } = closing ?? {};
  return {
    name: closing?.name ?? "",
    kind: rule.kind,
    date: rule.kind === "once" ? rule.date : `${year}-01-01`,
    month: String(rule.kind === "yearly" ? rule.month : 1),
    day: rule.kind === "yearly" ? String(rule.day) : "",
    easter: rule.kind === "easter" ? String(Math.abs(rule.offset)) : "",
    side: rule.kind === "easter" && rule.offset > 0 ? "after" : "before",
    part: from === null ? (to === null ? "whole" : "to") : to === null ? "from" : "between",
    from: from === null ? "12:00" : clockOf(from),
    to: to === null ? "14:00" : clockOf(to),
    scope: closing?.scope ?? "own",
    optional: closing?.optional ?? false,
    since: closing?.since ? String(closing.since) : "",
    until: closing?.until ? String(closing.until) : "",
  };
}

/** What is no number becomes one that the schema refuses. */
const whole = (text: string) => (/^\d+$/.test(text.trim()) ? Number(text) : Number.NaN);
const yearOf = (text: string) => (text.trim() ? whole(text) : null);

function readFilled(filled: Filled, observed: boolean) {
  const { name, kind, part, scope, optional } = filled;
  const limited = kind !== "once";
  return {
    name,
    scope,
    optional,
    observed,
    rule: ruleOf(filled),
    from: part === "from" || part === "between" ? (minuteOf(filled.from) ?? Number.NaN) : null,
    to: part === "to" || part === "between" ? (minuteOf(filled.to, true) ?? Number.NaN) : null,
    since: limited ? yearOf(filled.since) : null,
    until: limited ? yearOf(filled.until) : null,
  };
}

function ruleOf({ kind, date, month, day, easter, side }: Filled) {
  if (kind === "once") return { kind, date };
  if (kind === "yearly") return { kind, month: Number(month), day: whole(day) };
  return { kind, offset: side === "before" ? -whole(easter) : whole(easter) };
}
