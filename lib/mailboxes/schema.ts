import { z } from "zod";
import { parseEmail } from "../identifiers/email";

/** An address at which people write to a department. `under` is "<service> <subject>"; empty where none is opened by mail. */
export const mailboxSchema = z.object({
  /** Null for a new one. */
  id: z.uuid("Recarregue a página e tente de novo.").nullable(),
  revision: z.int("Recarregue a página e tente de novo."),
  address: z
    .string()
    .trim()
    .min(1, "Informe o endereço.")
    .refine((text) => parseEmail(text) !== null, "Informe um e-mail, como atendimento@orgao.gov.br.")
    .refine((text) => !text.includes("+"), "Informe o endereço sem “+”: o que vem depois dele é ignorado.")
    .transform((text) => parseEmail(text) ?? ""),
  departmentId: z.uuid("Escolha o setor."),
  under: z
    .string()
    .regex(/^$|^[0-9a-f-]{36} \S{1,60}$/, "Escolha o que a mensagem abre.")
    .transform((text) => {
      const [serviceId = "", subjectId = ""] = text.split(" ");
      return serviceId ? { serviceId, subjectId } : null;
    }),
});
export type MailboxChange = z.output<typeof mailboxSchema>;

export const mailboxRef = z.object({ id: z.uuid("Recarregue a página e tente de novo.") });
