import { z } from "zod";
import { PENDING_TYPES, PRIORITIES } from "@/db/enums";
import { cleanLine, cleanText } from "../forms/text";
import { parseEmail } from "../identifiers/email";
import { parsePhone } from "../identifiers/phone";
import { isEmpty } from "../richtext/document";
import { type RichDocument, richDocument } from "../richtext/schema";

/** What people send to a ticket. Shared by forms, actions and API. */

const EMPTY: RichDocument = { type: "doc", content: [{ type: "paragraph" }] };

const number = z.int().positive();
const files = z
  .array(z.uuid())
  .max(20, "Envie no máximo 20 arquivos de uma vez. Os outros podem ir em outra mensagem.");

const anyBody = z
  .custom<RichDocument | null>()
  .transform((body): unknown => body ?? EMPTY)
  .pipe(richDocument);

/** A text that must not be empty, with the words for when it is. */
const body = (missing: string) => anyBody.refine((document) => !isEmpty(document), missing);

/** Of one text as it is sent: when the answer gets lost and it is sent again, it is not said twice. */
const key = z.uuid().optional();

const message = (missing: string) => z.object({ number, body: body(missing), files, key });

export const ticketRef = z.object({ number });

export const replySchema = message("Escreva a resposta.");
export const followUpSchema = message("Escreva a resposta ao requerente.");
export const noteSchema = message("Escreva a nota interna.");
export const solutionSchema = message("Descreva a solução para o requerente.");
export const refusalSchema = message(
  "Conte o que não foi resolvido. Sem isso a equipe não sabe como continuar.",
);
export const reopenSchema = message("Conte por que o chamado precisa ser reaberto.");
export const rejectionSchema = message("Escreva o motivo. O requerente vai ler.");

export const extensionSchema = z.object({
  number,
  body: body("Escreva a justificativa. A lei exige, e o requerente vai ler."),
  files,
});

export const approvalSchema = z.object({
  number,
  body: anyBody.transform((document) => (isEmpty(document) ? null : document)),
  files,
  key,
});

export const pendingSchema = z.object({
  number,
  type: z.enum(PENDING_TYPES, "Escolha por quem o chamado espera."),
  reason: z
    .string()
    .overwrite(cleanLine)
    .min(3, "Escreva o motivo da espera. O requerente vai ler.")
    .max(300, "Escreva o motivo em até 300 caracteres."),
});

export const assignSchema = z.object({ number, assigneeId: z.uuid("Escolha a pessoa.") });
export const reviewerSchema = z.object({ number, reviewerId: z.uuid("Escolha a pessoa.") });
export const handOverSchema = assignSchema.extend({ formerAssigneeId: z.uuid().nullable() });

export const transferSchema = z.object({
  number,
  departmentId: z.uuid("Escolha o setor."),
  body: body("Escreva o motivo para a equipe do outro setor."),
});

export const prioritySchema = z.object({
  number,
  priority: z.enum(PRIORITIES, "Escolha a prioridade."),
});
export const serviceSchema = z.object({ number, serviceId: z.uuid("Escolha o serviço.") });
export const mergeSchema = z.object({ number, into: number });
export const splitSchema = z.object({
  number,
  title: z
    .string()
    .overwrite(cleanLine)
    .min(3, "Escreva o título do novo chamado.")
    .max(200, "Escreva o título em até 200 caracteres."),
  body: body("Explique ao requerente o que vai para o outro chamado."),
});

export const ratingSchema = z.object({
  number,
  stars: z.coerce
    .number<number | string | null | undefined>("Escolha de 1 a 5 estrelas.")
    .int("Escolha de 1 a 5 estrelas.")
    .min(1, "Escolha de 1 a 5 estrelas.")
    .max(5, "Escolha de 1 a 5 estrelas."),
  comment: z
    .string()
    .overwrite(cleanText)
    .max(2000, "Escreva o comentário em até 2.000 caracteres.")
    .transform((text) => text || null),
});

const optionalText = (longest: number, message: string) =>
  z
    .string()
    .overwrite(cleanLine)
    .max(longest, message)
    .nullable()
    .transform((text) => text || null);

/** Empty is none; anything else is kept as `parse` writes it, so that the same contact is always the same text. */
const contact = (longest: number, parse: (text: string) => string | null, messages: [string, string]) =>
  optionalText(longest, messages[0]).transform((text, context) => {
    const parsed = text === null ? null : parse(text);
    if (text !== null && parsed === null) context.addIssue({ code: "custom", message: messages[1] });
    return parsed;
  });

/** A filled-in form. Its answers are checked by lib/forms against the form's own definition. */
export const openingSchema = z.object({
  serviceId: z.uuid(),
  formVersionId: z.uuid(),
  subjectId: z.string().max(60),
  answers: z.record(z.string().max(60), z.unknown()),
  fieldFiles: z.record(z.string().max(60), files),
  files,
  contactEmail: contact(200, parseEmail, [
    "Escreva um e-mail mais curto.",
    "Escreva um e-mail completo, como nome@exemplo.com.br.",
  ]),
  contactPhone: contact(30, parsePhone, [
    "Escreva só um telefone.",
    "Escreva o telefone com DDD, como (61) 99999-0000.",
  ]),
  locality: optionalText(120, "Escreva a localidade em até 120 caracteres."),
  submissionKey: z.uuid(),
  continues: number.nullable(),
});
