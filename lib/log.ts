import pino from "pino";
import { requestFacts } from "./request";

const secretNames = [
  "cpf",
  "cnpj",
  "email",
  "phone",
  "password",
  "token",
  "secret",
  "cookie",
  "authorization",
];

const digitsOfAPerson = /\b\d{3}\.?\d{3}\.?\d{3}-?\d{2}\b/g;

/** The text with what looks like a CPF masked. */
export function withoutPersonalNumbers(text: string): string {
  return text.replace(digitsOfAPerson, "***");
}

type Failure = {
  type: string;
  code?: string;
  constraint?: string;
  /** The code the person sees on the error page. */
  digest?: string;
  message: string;
  stack?: string;
  cause?: Failure;
};

function textProperty(error: Error, name: string): string | undefined {
  const value: unknown = Reflect.get(error, name);
  return typeof value === "string" ? value : undefined;
}

/**
 * What a log may say about an error. PostgreSQL repeats row values in `detail`, and drizzle puts the
 * parameters of a failed query into its message; neither is written.
 */
export function describeError(error: Error): Failure {
  const query = textProperty(error, "query");
  const frames = error.stack?.split("\n").filter((line) => line.startsWith("    at "));
  return {
    type: error.name,
    code: textProperty(error, "code"),
    constraint: textProperty(error, "constraint"),
    digest: textProperty(error, "digest"),
    message: query ? `Failed query: ${query}` : withoutPersonalNumbers(error.message),
    stack: frames?.join("\n"),
    cause: error.cause instanceof Error ? describeError(error.cause) : undefined,
  };
}

/** The process's structured log, a line of JSON each; those of one request share its id. It holds ids and facts, no personal data. */
export const log = pino({
  level: process.env.LOG_LEVEL || "info",
  base: { service: "guiche" },
  timestamp: pino.stdTimeFunctions.isoTime,
  mixin: () => {
    const facts = requestFacts();
    return facts ? { requestId: facts.id, traceId: facts.traceId } : {};
  },
  formatters: { level: (label) => ({ level: label }) },
  serializers: { err: (value: unknown) => (value instanceof Error ? describeError(value) : value) },
  redact: {
    paths: secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
    censor: "[oculto]",
  },
});

/**
 * Lets what is printed as an error, as the framework does with a page that failed, go through the log: printed as it
 * is, an error of the database shows the values of its query.
 */
export function logPrintedErrors(target: Pick<Console, "error"> = console): void {
  target.error = (...printed: unknown[]) => {
    const err = printed.find((part) => part instanceof Error);
    const text = printed.filter((part) => typeof part === "string").join(" ");
    log.error({ err }, /\p{L}/u.test(text) ? withoutPersonalNumbers(text) : "page failed");
  };
}
