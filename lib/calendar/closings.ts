import type { calendarClosings } from "@/db/schema/calendar";
import type { Closing, DayRule } from "./holidays";
import type { ClosingInput } from "./schema";

type Row = typeof calendarClosings.$inferSelect;
type NewRow = typeof calendarClosings.$inferInsert;

/** A closing as its row. */
export function rowOf(calendarId: string, closing: ClosingInput): NewRow {
  const { name, scope, optional, observed, rule, from, to, since, until } = closing;
  return {
    calendarId,
    name,
    scope,
    optional,
    observed,
    rule: rule.kind,
    date: rule.kind === "once" ? rule.date : null,
    month: rule.kind === "yearly" ? rule.month : null,
    day: rule.kind === "yearly" ? rule.day : null,
    easterOffset: rule.kind === "easter" ? rule.offset : null,
    fromMinute: from,
    toMinute: to,
    since,
    until,
  };
}

/** A row as the closing it holds. */
export function closingOf(row: Omit<Row, "id" | "calendarId">): ClosingInput {
  const { name, scope, optional, observed, fromMinute, toMinute, since, until } = row;
  return { name, scope, optional, observed, rule: ruleOf(row), from: fromMinute, to: toMinute, since, until };
}

type Rule = Pick<Row, "rule" | "date" | "month" | "day" | "easterOffset">;

/** The database keeps the columns of a rule together: what it does not use is null. */
function ruleOf({ rule, date, month, day, easterOffset }: Rule): DayRule {
  switch (rule) {
    case "once":
      return { kind: "once", date: date ?? "" };
    case "yearly":
      return { kind: "yearly", month: month ?? 0, day: day ?? 0 };
    case "easter":
      return { kind: "easter", offset: easterOffset ?? 0 };
  }
}

/** The one among others that closes the same part of the day by the same rule, in a year in which this one does. */
export const repeatedBy = (
  closing: ClosingInput,
  others: readonly ClosingInput[],
): ClosingInput | undefined =>
  others.find(
    (other) =>
      other.from === closing.from &&
      other.to === closing.to &&
      isSameRule(other.rule, closing.rule) &&
      Math.max(firstYear(closing), firstYear(other)) <= Math.min(lastYear(closing), lastYear(other)),
  );

const firstYear = ({ since }: ClosingInput) => since ?? Number.NEGATIVE_INFINITY;
const lastYear = ({ until }: ClosingInput) => until ?? Number.POSITIVE_INFINITY;

function isSameRule(one: DayRule, other: DayRule): boolean {
  switch (one.kind) {
    case "once":
      return other.kind === "once" && other.date === one.date;
    case "yearly":
      return other.kind === "yearly" && other.month === one.month && other.day === one.day;
    case "easter":
      return other.kind === "easter" && other.offset === one.offset;
  }
}

/** What a calendar is closed for. */
export const observedOf = (closings: readonly ClosingInput[]): Closing[] =>
  closings.filter(({ observed }) => observed);
