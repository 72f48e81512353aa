import { z } from "zod";
import { parseNumber } from "../tickets/number";

const id = z.uuid("Recarregue a página e tente de novo.");

export const incomingRef = z.object({ id });

/** A message goes to the ticket that somebody names. */
export const releaseSchema = z.object({
  id,
  number: z
    .string()
    .trim()
    .min(1, "Informe o número do chamado.")
    .refine((text) => parseNumber(text) !== null, "Informe o número do chamado, como 00002172.")
    .transform((text) => parseNumber(text) ?? 0),
});

/** A message opens a ticket under a service and one of its subjects: "<service> <subject>". */
export const openFromSchema = z.object({
  id,
  under: z
    .string()
    .regex(/^[0-9a-f-]{36} \S{1,60}$/, "Escolha o serviço e o assunto.")
    .transform((text) => {
      const [serviceId = "", subjectId = ""] = text.split(" ");
      return { serviceId, subjectId };
    }),
});

/** A message becomes a department's to decide. */
export const passOnSchema = z.object({ id, departmentId: z.uuid("Escolha o setor.") });
