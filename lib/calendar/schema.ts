import { z } from "zod";
import { CLOSING_SCOPES, HOLIDAY_STATES } from "@/db/enums";
import { cleanLine } from "../forms/text";
import { MIDNIGHT, type Slot } from "./slots";

/** What the administration sends of a business calendar. Minutes count from midnight. */

const MOST_SLOTS = 6;
const MOST_CLOSINGS = 300;

const minute = z.int("Informe a hora.").min(0).max(MIDNIGHT);

const slot = z
  .object({ from: minute, to: minute })
  .refine(({ from, to }) => from < to, "O fim precisa ser depois do começo.");

const slotsOfDay = z
  .array(slot)
  .max(MOST_SLOTS, `Use no máximo ${MOST_SLOTS} períodos por dia.`)
  .refine(areApart, "Os períodos de um dia não podem se sobrepor. Confira os horários.");

function areApart(slots: readonly Slot[]): boolean {
  return slots.every((one, index) => index === 0 || (slots[index - 1]?.to ?? 0) <= one.from);
}

/** The slots of each weekday, from Sunday. */
export const week = z
  .array(slotsOfDay)
  .length(7)
  .refine(
    (days) => days.some((slots) => slots.length > 0),
    "Informe ao menos um período de trabalho na semana.",
  );

const year = z
  .int("Informe o ano com quatro algarismos.")
  .min(1900, "Informe um ano a partir de 1900.")
  .max(2999, "Informe um ano até 2999.");

const LONGEST_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const WHICH_DAY = "Informe o dia do mês, de 1 a 31.";
const HOW_FAR = "Informe quantos dias: até 80 antes ou 250 depois da Páscoa.";

const whichDate = ({ input }: { input?: unknown }) =>
  input === "" ? "Informe a data." : "Informe uma data que existe.";

const rule = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("once"), date: z.iso.date({ error: whichDate }) }),
  z
    .object({
      kind: z.literal("yearly"),
      month: z.int().min(1).max(12),
      day: z.int(WHICH_DAY).min(1, WHICH_DAY).max(31, WHICH_DAY),
    })
    .refine(({ month, day }) => day <= (LONGEST_MONTHS[month - 1] ?? 0), "Este dia não existe neste mês."),
  z.object({ kind: z.literal("easter"), offset: z.int(HOW_FAR).min(-80, HOW_FAR).max(250, HOW_FAR) }),
]);

export const closingInput = z
  .object({
    name: z
      .string()
      .overwrite(cleanLine)
      .min(2, "Dê um nome ao dia.")
      .max(80, "Escreva o nome em até 80 caracteres."),
    scope: z.enum(CLOSING_SCOPES),
    optional: z.boolean(),
    observed: z.boolean(),
    rule,
    from: minute.nullable(),
    to: minute.nullable(),
    since: year.nullable(),
    until: year.nullable(),
  })
  .refine(({ from, to }) => (from ?? 0) < (to ?? MIDNIGHT), {
    path: ["to"],
    message: "O fim precisa ser depois do começo.",
  })
  .refine(({ since, until }) => since === null || until === null || since <= until, {
    path: ["until"],
    message: "O último ano não pode vir antes do primeiro.",
  });
export type ClosingInput = z.output<typeof closingInput>;

const name = z
  .string()
  .overwrite(cleanLine)
  .min(3, "Dê um nome ao calendário.")
  .max(80, "Escreva o nome em até 80 caracteres.");

export const newCalendar = z.object({ name, state: z.enum(HOLIDAY_STATES).nullable() });
export type NewCalendar = z.output<typeof newCalendar>;

export const calendarChange = z.object({
  id: z.uuid(),
  revision: z.int().positive(),
  name,
  week,
  closings: z.array(closingInput).max(MOST_CLOSINGS, `Um calendário tem no máximo ${MOST_CLOSINGS} dias.`),
});
export type CalendarChange = z.output<typeof calendarChange>;

export const calendarDeletion = calendarChange.pick({ id: true, revision: true });
export type CalendarDeletion = z.output<typeof calendarDeletion>;

const timeZone = z.string().max(60, "Escolha um fuso da lista.");
const assigned = z.object({ calendarId: z.uuid().nullable(), timeZone });

/** `before` is what the department worked by when it was read. */
export const calendarAssignment = assigned.extend({ departmentId: z.uuid(), before: assigned });
export type CalendarAssignment = z.output<typeof calendarAssignment>;
