import { z } from "zod";
import { DAY_UNITS, type Priority, type TargetKind, TERM_UNITS, type TermUnit } from "@/db/enums";

/** What the administration sends of what a service promises. */

/** More than a year of anything is a slip of the pen. */
const LONGEST: Record<TermUnit, number> = {
  working_minutes: 6_000,
  working_hours: 2_000,
  working_days: 250,
  calendar_days: 365,
};

const WHOLE = "Informe um número inteiro, a partir de 1.";

/** A term: nothing where no amount is given. */
const term = z
  .object({
    amount: z.int(WHOLE).positive(WHOLE).nullable(),
    unit: z.enum(TERM_UNITS, "Escolha como se conta."),
  })
  .superRefine(({ amount, unit }, context) => {
    const most = LONGEST[unit];
    if (amount === null || amount <= most) return;
    context.addIssue({ code: "custom", path: ["amount"], message: `Informe até ${most}.` });
  });

type TermInput = z.output<typeof term>;

const CLOCK = { working_minutes: 1, working_hours: 60 };

/**
 * How many of a unit can end within one of another, in any week: a working day has from one hour to twenty-four, and a week
 * at least one working day. A term of one day of the calendar ends with the next day, or with one after it.
 */
const MOST = {
  clock: { clock: 1, working_days: 24 * 60, calendar_days: 3 * 24 * 60 },
  working_days: { clock: 1 / 60, working_days: 1, calendar_days: 1 },
  calendar_days: { clock: 7 / 60, working_days: 7, calendar_days: 1 },
};

/** Whether one term surely ends after another that begins with it; terms in hours are compared in minutes. */
function isSurelyLater(one: TermInput, other: TermInput): boolean {
  if (one.amount === null || other.amount === null) return false;
  const [longer, shorter] = [measured(one.unit), measured(other.unit)];
  return one.amount * longer.size > MOST[longer.by][shorter.by] * other.amount * shorter.size;
}

const measured = (unit: TermUnit) =>
  unit === "working_days" || unit === "calendar_days"
    ? ({ by: unit, size: 1 } as const)
    : ({ by: "clock", size: CLOCK[unit] } as const);

const terms = z
  .object({ first_response: term, resolution: term } satisfies Record<TargetKind, unknown>)
  .refine(({ first_response, resolution }) => !isSurelyLater(first_response, resolution), {
    path: ["first_response", "amount"],
    message: "A primeira resposta não pode ser prometida para depois da solução.",
  });

const days = (least: number, most: number) =>
  z
    .int(`Informe um número inteiro, de ${least} a ${most}.`)
    .min(least, `Informe de ${least} a ${most} dias.`)
    .max(most, `Informe de ${least} a ${most} dias.`);

const MOST_NOTICES = 3;

export const policyChange = z.object({
  serviceId: z.uuid(),
  revision: z.int().positive(),
  /** By priority, what is promised. */
  terms: z.object({ low: terms, normal: terms, high: terms, urgent: terms } satisfies Record<
    Priority,
    unknown
  >),
  escalationHours: z
    .int("Informe as horas úteis em número inteiro, ou deixe em branco.")
    .min(1, "Informe de 1 a 500 horas úteis, ou deixe em branco.")
    .max(500, "Informe de 1 a 500 horas úteis, ou deixe em branco.")
    .nullable(),
  dayUnit: z.enum(DAY_UNITS, "Escolha como se contam os dias."),
  pendingLapseDays: days(1, 180),
  validationLapseDays: days(1, 180),
  reopenWindowDays: days(0, 180),
  noticeDays: z
    .array(days(1, 90))
    .min(
      1,
      "Informe ao menos um aviso: nenhum chamado se encerra por silêncio sem que a pessoa seja avisada.",
    )
    .max(MOST_NOTICES, `Informe no máximo ${MOST_NOTICES} avisos.`)
    .refine((list) => new Set(list).size === list.length, "Há dois avisos no mesmo dia. Tire um deles."),
});
export type PolicyChange = z.output<typeof policyChange>;
export type PolicyInput = z.input<typeof policyChange>;
