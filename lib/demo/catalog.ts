import type { ClassMatch, GovbrLevel, ServiceAccess } from "@/db/enums";
import type { FormDefinitionInput } from "../forms/schema";
import type { Term } from "../sla/rules";
import type { DemoDepartment } from "./people";

/** A department of the demo, with its contact card. */
export interface DemoDepartmentCard {
  slug: DemoDepartment;
  name: string;
  shortName: string;
  phone: string;
  email: string;
  hours: string;
  messageService: string | null;
  timeZone: string;
}

/** What happens in one of the demo's tickets, in the words of those who write. */
export interface DemoCase {
  subject: string;
  answers: Record<string, unknown>;
  /** What the attendant asks, what the requester answers, what is done in the end. */
  question: string;
  reply: string;
  solution: string;
  /** Why the requester may say it did not help. */
  refusal: string;
}

/** A service of the demo: its card, its form and the cases that fill its tickets. */
export interface DemoService {
  slug: string;
  category: string;
  name: string;
  summary: string;
  icon: string;
  description: string;
  audience: string;
  documents: string[];
  steps: string[];
  longestTime: string;
  purpose: string;
  titleTemplate?: string;
  access?: ServiceAccess;
  classes?: string[];
  classMatch?: ClassMatch;
  minimumLevel?: GovbrLevel;
  analysis?: boolean;
  reopenWindowDays?: number;
  form: FormDefinitionInput;
  cases: DemoCase[];
}

/** The longest time of a service as a term: what its page says in words is what is counted. */
export function promisedTerm({ slug, longestTime }: Pick<DemoService, "slug" | "longestTime">): Term {
  const [, amount, unit] = /^(\d+) (dia|hora)/.exec(longestTime) ?? [];
  if (!amount || !unit) throw new Error(`${slug} promises no time`);
  if (unit === "hora") return { amount: Number(amount), unit: "working_hours" };
  const working = /úte?i[ls]/.test(longestTime);
  return { amount: Number(amount), unit: working ? "working_days" : "calendar_days" };
}

export const DEMO_DEPARTMENTS: readonly DemoDepartmentCard[] = [
  {
    slug: "siop",
    name: "Central de Atendimento do SIOP",
    shortName: "SIOP",
    phone: "(61) 2001-0100",
    email: "atendimento@siop.example",
    hours: "segunda a sexta, das 8h às 18h",
    messageService: null,
    timeZone: "America/Sao_Paulo",
  },
  {
    slug: "detran",
    name: "Departamento Estadual de Trânsito",
    shortName: "Detran",
    phone: "(51) 2001-0200",
    email: "instituicoes@detran.example",
    hours: "segunda a sexta, das 8h30 às 17h30",
    messageService: null,
    timeZone: "America/Sao_Paulo",
  },
  {
    slug: "financas",
    name: "Secretaria de Estado de Finanças",
    shortName: "Finanças",
    phone: "(69) 2001-0300",
    email: "atendimento@financas.example",
    hours: "segunda a sexta, das 7h30 às 13h30 (horário de Porto Velho)",
    messageService: "https://conversa.financas.example",
    timeZone: "America/Porto_Velho",
  },
  {
    slug: "cidadao",
    name: "Central do Cidadão",
    shortName: "Cidadão",
    phone: "0800 001 0400",
    email: "cidadao@cidadao.example",
    hours: "segunda a sexta, das 8h às 20h; sábado, das 8h às 12h",
    messageService: "https://conversa.cidadao.example",
    timeZone: "America/Sao_Paulo",
  },
];

/** Tabs of the home page, in their order. */
export const DEMO_CATEGORIES = [
  { slug: "atendimentos-especificos", name: "Atendimentos específicos" },
  { slug: "tratamento-de-incidentes", name: "Tratamento de incidentes" },
  { slug: "veiculos", name: "Veículos" },
  { slug: "tributos", name: "Tributos" },
  { slug: "cidadania", name: "Cidadania" },
] as const;

/** Classes that institutions give to their operators. */
export const DEMO_CLASSES = [
  { code: "122", name: "Consultas", seesInstitution: true },
  { code: "151", name: "Inclusão de contrato", seesInstitution: false },
] as const;
