import { z } from "zod";
import { parseEmail } from "../identifiers/email";
import { parseNumber } from "../number";

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

const address = (empty: string) =>
  z
    .string()
    .trim()
    .min(1, empty)
    .refine((text) => parseEmail(text) !== null, "Informe um e-mail, como ana@correio.example.")
    .transform((text) => parseEmail(text) ?? "");

/** A message as the demo's mailbox sends it. */
export const demoMailSchema = z.object({
  from: address("Informe de quem é a mensagem."),
  to: address("Informe para quem ela vai."),
  subject: z.string().trim().max(200, "Use até 200 caracteres."),
  text: z.string().trim().min(1, "Escreva a mensagem.").max(20_000, "Use até 20.000 caracteres."),
  /** The letter that it answers. */
  answers: z.uuid("Recarregue a página e tente de novo.").nullable(),
});
export type DemoMail = z.output<typeof demoMailSchema>;
