import { z } from "zod";

export const FIELD_TYPES = [
  "text",
  "long_text",
  "number",
  "money",
  "date",
  "choice",
  "choices",
  "yes_no",
  "cpf",
  "cnpj",
  "plate",
  "chassis",
  "renavam",
  "phone",
  "email",
  "cep",
  "file",
  "info",
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

export const FILE_KINDS = [
  "pdf",
  "image",
  "document",
  "spreadsheet",
  "text",
  "audio",
  "video",
  "zip",
] as const;
export type FileKind = (typeof FILE_KINDS)[number];

export const OPERATORS = [
  "equals",
  "not_equals",
  "in",
  "not_in",
  "contains",
  "filled",
  "empty",
  "gt",
  "lt",
] as const;
export type Operator = (typeof OPERATORS)[number];

const id = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, "Use letras minúsculas, números e “_”, começando por letra.");
const label = z.string().trim().min(1, "Escreva o nome.").max(200);
const count = z.int().min(0);

const single = z.union([z.string().max(200), z.number(), z.boolean()]);
const comparison = z.strictObject({
  field: id,
  op: z.enum(OPERATORS),
  value: z.union([single, z.array(single).min(1).max(100)]).optional(),
});

export type Comparison = z.infer<typeof comparison>;
export type Condition = { all: Condition[] } | { any: Condition[] } | Comparison;

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(condition).min(1).max(20) }),
    z.strictObject({ any: z.array(condition).min(1).max(20) }),
    comparison,
  ]),
);

const shown = { id, label, help: z.string().max(500).optional(), showIf: condition.optional() };
const asked = {
  ...shown,
  placeholder: z.string().max(120).optional(),
  required: z.boolean().default(false),
  requiredIf: condition.optional(),
};
const plain = <T extends FieldType>(type: T) => z.strictObject({ type: z.literal(type), ...asked });

const day = z.iso.date("Escreva a data como AAAA-MM-DD.");
/** A fixed day, or one counted from the day of sending (0 is today, -30 is thirty days ago). */
const dayBound = z.union([
  z.strictObject({ date: day }),
  z.strictObject({ daysFromToday: z.int().min(-36500).max(36500) }),
]);
const options = z.array(z.strictObject({ id, label })).min(1).max(200);

const field = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("text"),
    ...asked,
    minLength: count.optional(),
    maxLength: z.int().min(1).max(500).default(200),
    /** The whole answer must match; `patternHint` says in words what is expected. */
    pattern: z.string().min(1).optional(),
    patternHint: z.string().min(1).max(200).optional(),
  }),
  z.strictObject({
    type: z.literal("long_text"),
    ...asked,
    minLength: count.optional(),
    maxLength: z.int().min(1).max(20000).default(5000),
  }),
  z.strictObject({
    type: z.literal("number"),
    ...asked,
    min: z.number().optional(),
    max: z.number().optional(),
    decimals: z.int().min(0).max(6).default(0),
    unit: z.string().max(20).optional(),
  }),
  z.strictObject({
    type: z.literal("money"),
    ...asked,
    /** In cents. */
    min: z.int().optional(),
    max: z.int().optional(),
  }),
  z.strictObject({ type: z.literal("date"), ...asked, min: dayBound.optional(), max: dayBound.optional() }),
  z.strictObject({ type: z.literal("choice"), ...asked, options }),
  z.strictObject({
    type: z.literal("choices"),
    ...asked,
    options,
    min: z.int().min(1).optional(),
    max: z.int().min(1).optional(),
  }),
  plain("yes_no"),
  plain("cpf"),
  plain("cnpj"),
  plain("plate"),
  /** `older` also takes numbers from before the norm of 17 characters. */
  z.strictObject({ type: z.literal("chassis"), ...asked, older: z.boolean().default(false) }),
  plain("renavam"),
  plain("phone"),
  plain("email"),
  plain("cep"),
  z.strictObject({
    type: z.literal("file"),
    ...asked,
    /** Any kind the installation accepts, when absent. */
    kinds: z.array(z.enum(FILE_KINDS)).min(1).optional(),
    maxSizeMb: z.number().positive().max(500).optional(),
    min: z.int().min(1).max(50).optional(),
    max: z.int().min(1).max(50).default(5),
  }),
  z.strictObject({
    type: z.literal("info"),
    ...shown,
    text: z.string().trim().min(1).max(5000),
    tone: z.enum(["neutral", "warning"]).default("neutral"),
  }),
]);

const section = z.strictObject({
  id,
  title: z.string().trim().min(1).max(200).optional(),
  description: z.string().max(1000).optional(),
  showIf: condition.optional(),
  fields: z.array(field).min(1).max(100),
});

const subject = z.strictObject({
  id,
  label,
  description: z.string().max(1000).optional(),
  keywords: z.array(z.string().trim().min(1).max(60)).max(30).optional(),
  sections: z.array(section).max(30),
});

/** A service's form, as stored in a form version: each subject has its own sections and fields. */
export const formShape = z.strictObject({ subjects: z.array(subject).min(1).max(100) });

/** A stored definition. It was checked when saved, so one that does not parse is a defect and throws. */
export function parseDefinition(json: unknown): FormDefinition {
  return formShape.parse(json);
}

export type FormDefinition = z.infer<typeof formShape>;
/** The same with the defaults left out, as an author may write it. */
export type FormDefinitionInput = z.input<typeof formShape>;
export type Subject = FormDefinition["subjects"][number];
export type Section = Subject["sections"][number];
export type Field = Section["fields"][number];
export type FieldOf<T extends FieldType> = Extract<Field, { type: T }>;
export type InputField = Exclude<Field, { type: "info" }>;

/** What is stored: text, numbers (money in cents), ISO days, option ids. Files are stored apart. */
export type Answer = string | number | boolean | string[];
export type Answers = Record<string, Answer>;

/** A file sent for a field: its type was decided by content. */
export type FormFile = { id: string; name: string; size: number; type: string };
export type FormFiles = Record<string, readonly FormFile[]>;
