import type { ClosingScope, HolidayState } from "@/db/enums";
import type { Closing, DayRule } from "./holidays";

/** A day without work as a calendar begins with it. Optional ones ("ponto facultativo") are given year by year. */
export interface KnownClosing extends Closing {
  scope: ClosingScope;
  optional: boolean;
}

const on = (day: number, month: number): DayRule => ({ kind: "yearly", month, day });
const easter = (offset: number): DayRule => ({ kind: "easter", offset });

type Limits = Partial<Pick<Closing, "from" | "to" | "since">>;

const closing = (
  scope: ClosingScope,
  optional: boolean,
  name: string,
  rule: DayRule,
  { from = null, to = null, since = null }: Limits = {},
): KnownClosing => ({ scope, optional, name, rule, from, to, since, until: null });

const holiday = (name: string, rule: DayRule, limits?: Limits) =>
  closing("national", false, name, rule, limits);
const optional = (name: string, rule: DayRule, limits?: Limits) =>
  closing("national", true, name, rule, limits);
const ofState = (name: string, rule: DayRule) => closing("state", false, name, rule);

/** Minutes after midnight. */
const at = (hour: number) => hour * 60;

/**
 * National holidays (Lei 662/1949 as amended by Lei 10.607/2002, Lei 6.802/1980, Lei 14.759/2023; Good Friday after Lei
 * 9.093/1995, art. 2) and the optional days of the yearly federal ordinance.
 */
const NATIONAL: readonly KnownClosing[] = [
  holiday("Confraternização Universal", on(1, 1)),
  optional("Segunda-feira de Carnaval", easter(-48)),
  optional("Terça-feira de Carnaval", easter(-47)),
  optional("Quarta-feira de Cinzas, até as 14h", easter(-46), { to: at(14) }),
  holiday("Paixão de Cristo", easter(-2)),
  holiday("Tiradentes", on(21, 4)),
  holiday("Dia do Trabalho", on(1, 5)),
  optional("Corpus Christi", easter(60)),
  holiday("Independência do Brasil", on(7, 9)),
  holiday("Nossa Senhora Aparecida", on(12, 10)),
  optional("Dia do Servidor Público", on(28, 10)),
  holiday("Finados", on(2, 11)),
  holiday("Proclamação da República", on(15, 11)),
  holiday("Dia Nacional de Zumbi e da Consciência Negra", on(20, 11), { since: 2024 }),
  optional("Véspera do Natal, depois das 13h", on(24, 12), { from: at(13) }),
  holiday("Natal", on(25, 12)),
  optional("Véspera do Ano-Novo, depois das 13h", on(31, 12), { from: at(13) }),
];

/** The date each state keeps by its own law (Lei 9.093/1995, art. 1, II), and the Federal District's two. */
const OF_STATES: Record<HolidayState, readonly KnownClosing[]> = {
  DF: [ofState("Fundação de Brasília", on(21, 4)), ofState("Dia do Evangélico", on(30, 11))],
  RO: [ofState("Criação do Estado de Rondônia", on(4, 1))],
  RS: [ofState("Revolução Farroupilha", on(20, 9))],
  SP: [ofState("Revolução Constitucionalista", on(9, 7))],
};

/** What a calendar begins with: the national days, and those of its state. */
export function knownClosings(state: HolidayState | null): readonly KnownClosing[] {
  return state ? [...NATIONAL, ...OF_STATES[state]] : NATIONAL;
}
