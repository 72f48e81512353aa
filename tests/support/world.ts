import { eq } from "drizzle-orm";
import { v7 } from "uuid";
import { PRIORITIES } from "@/db/enums";
import { db } from "@/db/index";
import { categories, formVersions, services, serviceTargets } from "@/db/schema/catalog";
import {
  classGrants,
  departments,
  institutions,
  operators,
  permissionClasses,
  profiles,
  users,
} from "@/db/schema/people";
import type { SystemActor, UserActor } from "@/lib/actor";
import type { FormDefinitionInput } from "@/lib/forms/schema";
import { type Opening, openTicket } from "@/lib/tickets/mutations/open-ticket";

/** Monday, 2 March 2026, 10:00 in Brasília: when the small world's stories begin. */
export const START = new Date("2026-03-02T13:00:00Z");

/** A moment some days (and hours) after {@link START}. */
export function later(days: number, hours = 0): Date {
  return new Date(START.getTime() + (days * 24 + hours) * 3_600_000);
}

export const clock: SystemActor = { kind: "system", job: "clock" };

const FORM: FormDefinitionInput = {
  subjects: [
    {
      id: "duvida",
      label: "Dúvida",
      sections: [
        {
          id: "pedido",
          fields: [
            { id: "descricao", type: "long_text", label: "Descrição", required: true },
            { id: "plate", type: "plate", label: "Placa" },
          ],
        },
      ],
    },
  ],
};

let cpfs = 0;

/** A small town: two departments, four services, and people known by name. */
export async function createWorld() {
  const [finance, traffic] = await db
    .insert(departments)
    .values([
      { slug: `financas-${v7()}`, name: "Secretaria de Finanças", shortName: "Finanças" },
      { slug: `transito-${v7()}`, name: "Departamento de Trânsito", shortName: "Trânsito" },
    ])
    .returning();
  const [bank] = await db
    .insert(institutions)
    .values({ name: "Banco Aurora", cnpj: String(10 ** 13 + Math.floor(Math.random() * 1e12)) })
    .returning();
  const [category] = await db
    .insert(categories)
    .values({ slug: `geral-${v7()}`, name: "Geral", position: 1 })
    .returning();
  if (!finance || !traffic || !bank || !category) throw new Error("the world has no ground");

  const service = (name: string, departmentId: string, extra: Partial<typeof services.$inferInsert> = {}) =>
    createService({ name, departmentId, categoryId: category.id, ...extra });
  const tax = await service("IPVA", finance.id);
  const quick = await service("Segunda via", finance.id, { reopenWindowDays: 0 });
  const reviewed = await service("Isenção", finance.id, { analysis: true });
  const lawful = await service("Ouvidoria", finance.id);
  const term = { serviceId: lawful.id, kind: "resolution", amount: 30, unit: "calendar_days" } as const;
  await db.insert(serviceTargets).values(PRIORITIES.map((priority) => ({ ...term, priority })));
  const lien = await service("Gravame", traffic.id);

  const people = {
    ana: await createPerson("Ana Souza"),
    bruno: await createPerson("Bruno Lima"),
    clara: await createPerson("Clara Dias", { bank: bank.id, seesTickets: true }),
    dario: await createPerson("Dario Melo", { bank: bank.id }),
    marina: await createPerson("Marina Alves", { technicianOf: [finance.id] }),
    tiago: await createPerson("Tiago Reis", { technicianOf: [finance.id] }),
    gilda: await createPerson("Gilda Prado", { managerOf: [finance.id] }),
    otto: await createPerson("Otto Luz", { technicianOf: [traffic.id] }),
    ada: await createPerson("Ada Nunes", { admin: true }),
  };

  /** Opens a ticket as somebody would, with the plain form. */
  const open = (actor: UserActor, at = START, from = tax, more: Partial<Opening> = {}) =>
    openTicket(actor, openingOf(from, more), at);

  return { finance, traffic, bank, category, tax, quick, reviewed, lawful, lien, ...people, open };
}

export type World = Awaited<ReturnType<typeof createWorld>>;

/** The plain form of a service, filled in. */
export function openingOf(
  service: Pick<typeof services.$inferSelect, "id" | "formVersionId">,
  more: Partial<Opening> = {},
): Opening {
  return {
    serviceId: service.id,
    formVersionId: service.formVersionId ?? "",
    subjectId: "duvida",
    answers: { descricao: "Preciso de ajuda com o meu pedido." },
    fieldFiles: {},
    files: [],
    contactEmail: null,
    contactPhone: null,
    locality: null,
    submissionKey: v7(),
    continues: null,
    ...more,
  };
}

/** A service with the plain form published. */
export async function createService(
  values: Pick<typeof services.$inferInsert, "name" | "departmentId" | "categoryId"> &
    Partial<typeof services.$inferInsert>,
  form: FormDefinitionInput = FORM,
) {
  const id = v7();
  const formVersionId = v7();
  const [service] = await db
    .insert(services)
    .values({
      id,
      slug: `servico-${id}`,
      summary: "Resolve o seu pedido",
      icon: "file-text",
      description: "Atendimento do pedido.",
      audience: "Qualquer pessoa",
      longestTime: "5 dias",
      cost: "Gratuito",
      purpose: "Atender ao pedido",
      titleTemplate: "{service} - {subject} - {plate} - ({number})",
      formVersionId,
      ...values,
    })
    .returning();
  await db
    .insert(formVersions)
    .values({ id: formVersionId, serviceId: id, version: 1, definition: form, publishedAt: START });
  if (!service) throw new Error("no service");
  return service;
}

interface Traits {
  technicianOf?: string[];
  managerOf?: string[];
  admin?: boolean;
  bank?: string;
  seesTickets?: boolean;
}

/** A person in the database, and the actor a session of theirs would give. */
export async function createPerson(name: string, traits: Traits = {}): Promise<UserActor> {
  const { technicianOf = [], managerOf = [], admin = false, bank, seesTickets = false } = traits;
  cpfs += 1;
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@pessoa.example`;
  const [person] = await db
    .insert(users)
    .values({
      name,
      email,
      cpf: String(cpfs).padStart(11, "0"),
      origin: "institution",
      admin,
      createdAt: START,
    })
    .returning();
  if (!person) throw new Error(`${name} was not born`);
  for (const departmentId of technicianOf) {
    await db.insert(profiles).values({ userId: person.id, departmentId, role: "technician" });
  }
  for (const departmentId of managerOf) {
    await db
      .insert(profiles)
      .values({ userId: person.id, departmentId, role: "manager", ordinance: "Portaria 12/2026" });
  }
  if (bank) await db.insert(operators).values({ userId: person.id, institutionId: bank, kind: "operator" });
  return {
    kind: "user",
    userId: person.id,
    sessionId: v7(),
    name,
    email,
    admin,
    technicianOf,
    managerOf,
    moderatorOf: [],
    institution: bank ? { id: bank, name: "Banco Aurora", master: false, seesTickets } : null,
    classes: [],
    level: null,
  };
}

/** Lets somebody of an institution see its tickets. */
export async function grantSight({ userId }: UserActor): Promise<void> {
  const [operator] = await db.select().from(operators).where(eq(operators.userId, userId));
  const [held] = await db
    .insert(permissionClasses)
    .values({ code: `c-${userId}`, name: "Consultas", seesInstitution: true })
    .returning();
  if (!operator || !held) throw new Error("nothing to grant");
  await db.insert(classGrants).values({ operatorId: operator.id, classId: held.id, grantedAt: START });
}
