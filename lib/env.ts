import { z } from "zod";

const loopbackHosts = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether an address is of this very machine. */
export const isLoopback = (address: string) => loopbackHosts.test(new URL(address).hostname);

const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

const text = z.string("falta").trim().min(1, "está vazia");
const blankIsAbsent = (value: unknown) =>
  typeof value === "string" && value.trim() === "" ? undefined : value;
const optionalText = z.preprocess(blankIsAbsent, text.optional());
const numberBetween = (lowest: number, highest: number, fallback: number) => {
  const error = `deve ser um número entre ${lowest} e ${highest}`;
  const number = z.coerce.number(error).int(error).min(lowest, error).max(highest, error);
  return z.preprocess(blankIsAbsent, number.default(fallback));
};
const oneOf = <const T extends readonly [string, ...string[]]>(words: T, fallback: T[number]) => {
  const word = z.enum(words, `deve ser uma destas palavras: ${words.join(", ")}`);
  return z.preprocess((value) => blankIsAbsent(value) ?? fallback, word);
};

const origin = (error: string) =>
  z
    .url({ protocol: /^https?$/, error, abort: true })
    .refine(
      (value) => new URL(value).pathname === "/",
      "deve ser só o endereço, sem caminho depois do domínio",
    )
    .transform((value) => new URL(value).origin);

const SHARE = "deve ser um número entre 0 e 1";

const hostAndPort = z
  .string()
  .trim()
  .regex(/^[\w.-]+:\d{1,5}$/, "deve ser o endereço e a porta do clamd, como localhost:3310")
  .transform((value) => {
    const [host = "", port] = value.split(":");
    return { host, port: Number(port) };
  })
  .refine(({ port }) => port > 0 && port < 65_536, "deve ter uma porta entre 1 e 65535");

export const variables = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "deve ser um endereço postgres://" }),
  DATABASE_POOL_SIZE: numberBetween(1, 200, 10),
  APP_URL: origin("deve ser o endereço http(s) por onde as pessoas chegam"),
  PORT: numberBetween(1, 65_535, 3000),
  /** Address of this machine on which the portal listens; all of them without it. */
  HOST: optionalText,
  /** Reverse proxies in front of the portal whose X-Forwarded-For entries are believed. */
  TRUSTED_PROXIES: numberBetween(0, 9, 0),
  NEXTAUTH_SECRET: text.min(32, "deve ter ao menos 32 caracteres aleatórios"),
  GOVBR_ISSUER: z.preprocess(
    (value) => (typeof value === "string" ? value.trim() || undefined : value),
    z.url({ protocol: /^https?$/, error: "deve ser o endereço http(s) do emissor" }).optional(),
  ),
  GOVBR_CLIENT_ID: optionalText,
  GOVBR_CLIENT_SECRET: optionalText,
  GUICHE_DEMO: oneOf(["0", "1"], "0").transform((value) => value === "1"),
  STORAGE_DIR: z.preprocess(blankIsAbsent, text.default(".data/files")),
  S3_ENDPOINT: z.preprocess(
    blankIsAbsent,
    z.url({ protocol: /^https?$/, error: "deve ser o endereço http(s) do serviço, sem o bucket" }).optional(),
  ),
  S3_BUCKET: z.preprocess(
    blankIsAbsent,
    z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "deve ser o nome de um bucket")
      .optional(),
  ),
  S3_REGION: z.preprocess(blankIsAbsent, text.default("us-east-1")),
  S3_ACCESS_KEY_ID: optionalText,
  S3_SECRET_ACCESS_KEY: optionalText,
  /** The bucket stands in the path of the address, as most services of one's own want it. */
  S3_PATH_STYLE: oneOf(["0", "1"], "1").transform((value) => value === "1"),
  /** Largest file a person can send. */
  UPLOAD_LIMIT_MB: numberBetween(1, 50, 25),
  /** Address of an OpenTelemetry collector (OTLP over HTTP); without one nothing is measured or sent. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.preprocess(
    blankIsAbsent,
    z.url({ protocol: /^https?$/, error: "deve ser o endereço http(s) do coletor" }).optional(),
  ),
  OTEL_EXPORTER_OTLP_HEADERS: optionalText,
  OTEL_SERVICE_NAME: z.preprocess(blankIsAbsent, text.default("guiche")),
  /** Share of the traces that are kept. */
  OTEL_TRACES_SAMPLER_ARG: z.preprocess(
    blankIsAbsent,
    z.coerce.number(SHARE).min(0, SHARE).max(1, SHARE).default(1),
  ),
  /** Milliseconds between two sendings of the figures. */
  OTEL_METRIC_EXPORT_INTERVAL: numberBetween(100, 3_600_000, 60_000),
  /** Who letters are from: "Portal <portal@orgao.gov.br>". */
  MAIL_FROM: z.preprocess(
    blankIsAbsent,
    z
      .string()
      .trim()
      .regex(
        /^(?:[^<>\r\n"]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
        "deve ser um e-mail, ou Nome <e-mail>",
      )
      .optional(),
  ),
  /** Where answers to letters arrive: each letter's own address is this one, with "+" and a word of its own. */
  MAIL_REPLY_TO: z.preprocess(
    blankIsAbsent,
    z
      .email("deve ser um e-mail, sem nome")
      .regex(/^[^+@]{1,30}@/, "deve ter até 30 letras antes do @, e nenhum +")
      .transform((value) => value.toLowerCase())
      .optional(),
  ),
  /** The mailbox that is read: imaps://user:password@host/INBOX. */
  IMAP_URL: z.preprocess(
    blankIsAbsent,
    z
      .url({ protocol: /^imaps?$/, error: "deve ser um endereço imap:// ou imaps://" })
      .refine((value) => {
        const { username, password } = new URL(value);
        return username !== "" && password !== "";
      }, "deve ter usuário e senha, como imaps://usuario:senha@servidor/INBOX")
      .optional(),
  ),
  RESEND_API_KEY: optionalText,
  /** Proves that a message about a letter's fate comes from Resend. */
  RESEND_WEBHOOK_SECRET: optionalText,
  /** A Resend of one's own; resend.com without it. */
  RESEND_BASE_URL: z.preprocess(
    blankIsAbsent,
    z.url({ protocol: /^https?$/, error: "deve ser um endereço http(s)" }).optional(),
  ),
  SMTP_URL: z.preprocess(
    blankIsAbsent,
    z
      .url({
        protocol: /^smtps?$/,
        error: "deve ser um endereço smtp:// ou smtps://, com usuário e senha se houver",
      })
      .optional(),
  ),
  /** The address of an Inngest development server, which asks for no keys; or "1" for the usual one. */
  INNGEST_DEV: optionalText,
  /** An Inngest server of one's own; Inngest's cloud without it. */
  INNGEST_BASE_URL: z.preprocess(
    blankIsAbsent,
    z.url({ protocol: /^https?$/, error: "deve ser o endereço http(s) do servidor do Inngest" }).optional(),
  ),
  /** Where Inngest reaches the portal, if not where people do. */
  INNGEST_SERVE_ORIGIN: z.preprocess(
    blankIsAbsent,
    origin("deve ser o endereço http(s) por onde o Inngest chega").optional(),
  ),
  INNGEST_EVENT_KEY: optionalText,
  INNGEST_SIGNING_KEY: optionalText,
  /** clamd, asked about every file that is sent. */
  CLAMAV_ADDRESS: z.preprocess(blankIsAbsent, hostAndPort.optional()),
  LOG_LEVEL: oneOf(logLevels, "info"),
});

const listed = (names: readonly string[]) => `${names.slice(0, -1).join(", ")} e ${names.at(-1)}`;

const schema = variables.check((context) => {
  const { value, issues } = context;
  const refuse = (name: keyof typeof value, message: string) =>
    issues.push({ code: "custom", message, path: [name], input: value[name] });

  if (value.GUICHE_DEMO && !isLoopback(value.APP_URL)) {
    refuse("GUICHE_DEMO", "só é aceita quando APP_URL é desta própria máquina (localhost)");
  }
  const issuer = value.GOVBR_ISSUER;
  if (issuer && isLoopback(issuer) && !isLoopback(value.APP_URL)) {
    refuse("GOVBR_ISSUER", "só pode ser desta própria máquina quando APP_URL também é");
  }
  if (issuer && !isLoopback(issuer) && !issuer.startsWith("https://")) {
    refuse("GOVBR_ISSUER", "deve começar com https://");
  }
  const govbr = ["GOVBR_ISSUER", "GOVBR_CLIENT_ID", "GOVBR_CLIENT_SECRET"] as const;
  const s3 = ["S3_ENDPOINT", "S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"] as const;
  if (value.RESEND_API_KEY && value.SMTP_URL)
    refuse("SMTP_URL", "não se usa junto com RESEND_API_KEY: escolha um dos dois");
  if ((value.RESEND_API_KEY || value.SMTP_URL) && !value.MAIL_FROM)
    refuse("MAIL_FROM", "falta: é de quem os e-mails do portal são");
  const inngest = ["INNGEST_EVENT_KEY", "INNGEST_SIGNING_KEY"] as const;
  if (value.INNGEST_BASE_URL && !value.INNGEST_SIGNING_KEY)
    refuse("INNGEST_SIGNING_KEY", "falta: sem ela o servidor do Inngest não prova que é ele");
  if (value.INNGEST_DEV && value.INNGEST_DEV !== "1" && !/^https?:\/\/[^\s/]+\/?$/.test(value.INNGEST_DEV))
    refuse("INNGEST_DEV", "deve ser 1 ou o endereço http(s) do servidor de desenvolvimento do Inngest");
  if (value.INNGEST_DEV && !isLoopback(value.APP_URL))
    refuse("INNGEST_DEV", "só é aceita quando APP_URL é desta própria máquina (localhost)");
  for (const together of [govbr, s3, inngest]) {
    const missing = together.filter((name) => value[name] === undefined);
    if (missing.length === together.length) continue;
    for (const name of missing) refuse(name, `falta: ${listed(together)} são informadas juntas, ou nenhuma`);
  }
});

/**
 * Every variable as it stands, empty where it is not given, for a portal that is started with settings of its own: what a
 * `.env` file says, which fills in what is missing, would get mixed into them.
 */
export function withoutFile(given: Record<string, string | undefined>): Record<string, string> {
  const names = [...Object.keys(variables.shape), "PROCESSES", "DRAIN_SECONDS"];
  return Object.fromEntries(names.map((name) => [name, given[name] ?? ""]));
}

/** The validated environment. */
export type Env = z.infer<typeof schema>;

/** Reads and validates the given variables; throws one error naming each wrong one. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const result = schema.safeParse(source);
  if (result.success) return result.data;
  const lines = result.error.issues.map(({ path: [name], message }) => {
    const absent = source[String(name)] === undefined && !message.startsWith("falta");
    return `  ${String(name)}: ${absent ? `falta; ${message}` : message}`;
  });
  throw new Error(`Configuração inválida:\n${lines.join("\n")}`);
}

/** Whether Inngest holds the clock, beside the portal's own. */
export const usesInngest = ({ INNGEST_DEV, INNGEST_SIGNING_KEY }: Env): boolean =>
  Boolean(INNGEST_DEV || INNGEST_SIGNING_KEY);

let current: Env | undefined;

/** The environment of this process, validated at its first use. */
export function env(): Env {
  if (!current) {
    current = parseEnv(process.env);
    process.env.NEXTAUTH_URL = current.APP_URL;
  }
  return current;
}

/** For the start of a server: when the environment is wrong, says which variable and ends the process. */
export function checkEnvironment(): void {
  try {
    env();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
