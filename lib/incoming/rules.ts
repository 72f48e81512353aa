import type { DropReason, QuarantineReason, ReplyVoice } from "@/db/enums";

/** What decides what a message is: its headers by name in small letters, and who it says it is from. */
export interface Marks {
  headers: ReadonlyMap<string, string>;
  from: string | null;
  subject: string;
  /** It reports that another message did not arrive, or not yet. */
  report: boolean;
}

/**
 * Written by somebody, sent by a machine in answer to one message, by a machine of itself, by a mail server about a letter
 * in trouble, or to say that one arrived or was read.
 */
export type Nature = "person" | "auto_reply" | "automatic" | "bounce" | "receipt";

const MACHINES = /^(mailer-daemon|postmaster|no-?reply|n[aã]o-?responda|nao-?responder|donotreply)[@+.-]/i;
const AWAY =
  /^(resposta autom[aá]tica|automatic reply|auto[- ]?reply|autoresponse|respuesta autom[aá]tica|out of (the )?office|fora do escrit[oó]rio|aus[eê]ncia tempor[aá]ria|aviso de aus[eê]ncia|(estou )?(de|em) f[eé]rias|f[eé]rias -)/i;
const ANSWERING = ["x-autoreply", "x-autorespond", "x-autoresponse", "x-auto-reply-from", "x-autoreply-from"];

/** What a message is, by what RFC 3834 and mail programs say of themselves. */
export function natureOf({ headers, from, subject, report }: Marks): Nature {
  const of = (name: string) => (headers.get(name) ?? "").trim().toLowerCase();
  const type = of("content-type");
  const unreturnable = of("return-path") === "<>";
  if (report) return "bounce";
  if (type.startsWith("multipart/report")) return "receipt";
  if (unreturnable && /^(mailer-daemon|postmaster)@/.test(from ?? "")) return "bounce";
  const submitted = of("auto-submitted").split(/[;\s]/)[0] ?? "";
  const suppresses = of("x-auto-response-suppress");
  const precedence = of("precedence");
  if (
    submitted === "auto-replied" ||
    ANSWERING.some((name) => headers.has(name)) ||
    precedence === "auto_reply" ||
    (suppresses !== "" && headers.has("x-ms-exchange-inbox-rules-loop")) ||
    (unreturnable && headers.has("in-reply-to")) ||
    // People give their messages such subjects as well: without another sign it is no more than a guess.
    (AWAY.test(subject.trim()) && (headers.has("in-reply-to") || unreturnable))
  ) {
    return "auto_reply";
  }
  const automatic =
    (submitted !== "" && submitted !== "no") ||
    /^(bulk|list|junk)/.test(precedence) ||
    headers.has("list-id") ||
    headers.has("list-unsubscribe") ||
    of("x-loop") !== "" ||
    unreturnable ||
    AWAY.test(subject.trim()) ||
    MACHINES.test(from ?? "");
  return automatic ? "automatic" : "person";
}

/** A line as far as it is the server's own. */
interface Bare {
  text: string;
  /** Where one thing of it may end, and another begin, is beyond doubt. */
  clear: boolean;
}

/**
 * A line without comments and quoted words, which are the sender's as well (RFC 5322, 3.2). All of it where one of them does not
 * end, or ends without having begun, or may do so.
 */
function bareOf(line: string): Bare {
  const unclear = { text: line, clear: false };
  let bare = "";
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const sign = line.charAt(at);
    if (sign === "\\") {
      // What follows stands for itself, but in quotes and comments alone: elsewhere programs read it in two ways.
      if (quoted || depth > 0) at += 1;
      else if (/["()]/.test(line.charAt(at + 1))) return unclear;
      else bare += sign;
    } else if (sign === '"' && depth === 0) quoted = !quoted;
    else if (quoted) continue;
    else if (sign === "(") depth += 1;
    else if (sign === ")") {
      depth -= 1;
      bare += " ";
    } else if (depth === 0) bare += sign;
    if (depth < 0) return unclear;
  }
  return quoted || depth > 0 ? unclear : { text: bare, clear: true };
}

/** What a method found: "dkim=pass", and "dkim/1=pass" (RFC 8601, 2.2). */
const foundBy = (method: string) => `^\\s*${method}\\s*(?:/\\s*\\d+\\s*)?=\\s*`;

/**
 * Whether the server that took it in found that it is not from whom it says. Its words stand on top, one header or several;
 * what stands beneath another's may be the sender's own.
 */
export function isForged(headers: ReadonlyMap<string, string>): boolean {
  const lines = (headers.get("authentication-results") ?? "").slice(0, 20_000).split("\n").map(bareOf);
  const server = ({ text }: Bare) => text.split(";")[0]?.trim().split(/\s/)[0] ?? "";
  const [top] = lines;
  const own = lines.filter(
    (line) => line === top || (server(line) !== "" && top && server(line) === server(top)),
  );
  // What stands in a line whose quotes or comments do not end may be the sender's: it speaks against them only.
  const clear = own.filter((line) => line.clear);
  return (
    saidOf("dmarc", own).includes("fail") ||
    (saidOf("spf", own).includes("fail") &&
      saidOf("dmarc", clear).length === 0 &&
      !saidOf("dkim", clear).includes("pass"))
  );
}

/** What lines say that a method found, in small letters. */
function saidOf(method: string, lines: readonly Bare[]): string[] {
  const found = new RegExp(`${foundBy(method)}(\\w+)`, "i");
  return lines
    .flatMap(({ text }) => text.split(";").slice(1))
    .flatMap((result) => found.exec(result)?.[1]?.toLowerCase() ?? []);
}

/** Quoted words that are no sender's: OpenDKIM writes a piece of the signature so. */
const SIGNATURE = /\sheader\.b\s*=\s*"[\w+/=]*"/gi;
/** What a server has no need of, and by which the sender's words could pass for its own. */
const UNCLEAR = /[^\t\x20-\x7e]|[\\"()]/;

/**
 * Whether the server that took it in found that it is from the domain it says: by DMARC, or by a signature of that domain. Only
 * its topmost line counts, and only where that says so plainly: what stands beneath, or in quotes, or in comments within
 * comments may be the sender's own, and so may one of two answers to the same question.
 */
export function isProved(headers: ReadonlyMap<string, string>, from: string | null): boolean {
  const domain = from?.split("@").at(-1);
  const [top = ""] = (headers.get("authentication-results") ?? "").slice(0, 20_000).split("\n");
  if (!domain || /[\\"]/.test(top.replace(SIGNATURE, " ")) || isForged(headers)) return false;
  const plain = top.replace(SIGNATURE, " ").replace(/\([^()]*\)/g, " ");
  if (UNCLEAR.test(plain)) return false;
  const results = plain.toLowerCase().split(";").slice(1);
  const passed = (method: string, matches: (values: (name: string) => string[]) => boolean) => {
    const of = results.filter((result) => new RegExp(foundBy(method)).test(result));
    const valuesIn = (result: string) => (name: string) =>
      [...result.matchAll(new RegExp(`\\s${name}\\s*=\\s*(\\S+)`, "g"))].map(([, value = ""]) => value);
    return (
      of.every((result) => new RegExp(`^\\s*${method}\\s*(?:/\\s*1\\s*)?=\\s*pass\\s`).test(result)) &&
      of.some((result) => matches(valuesIn(result)))
    );
  };
  const isWithin = (one: string, other: string) => `.${one}`.endsWith(`.${other}`);
  const isAligned = (signer: string) => signer.includes(".") && isWithin(domain, signer);
  return (
    passed("dmarc", (values) => {
      const [said, ...others] = values("header\\.from");
      return said === domain && others.length === 0;
    }) ||
    passed("dkim", (values) => {
      const [signer, ...others] = values("header\\.d");
      const [agent, ...more] = values("header\\.i").map((one) => one.split("@").at(-1) ?? "");
      if (others.length > 0 || more.length > 0) return false;
      // Who signs chooses the other properties: one of them must not pass for the name of somebody else.
      if (signer && agent && !isWithin(agent, signer)) return false;
      return isAligned(signer ?? agent ?? "");
    })
  );
}

/** To whose letters a message is the answer, by a token that nobody else has. */
export interface ValidReply {
  voice: ReplyVoice;
  /** To where the letters go, and what else is known to be that person's. */
  addresses: readonly string[];
  disabled: boolean;
}

/** What is known of a message when it is decided on. */
export interface Facts {
  nature: Nature;
  from: string | null;
  /** From the portal itself; or from a department's address, behind which a person or a machine may be. */
  own: boolean;
  department: boolean;
  forged: boolean;
  duplicate: boolean;
  /** Neither words nor files. */
  empty: boolean;
  /** More of this sender than a person writes. */
  tooMany: boolean;
  reply: ValidReply | null;
  /** A reply address that is none (any more). */
  staleReply: boolean;
  /** A ticket that it names, without proof that the sender has to do with it. */
  namesTicket: boolean;
  /** The address it was written to, and whether messages open tickets there. */
  mailbox: { opens: boolean } | null;
  /** Accounts with the sender's address. */
  senders: { accounts: number; disabled: boolean };
}

export type Decision =
  | { do: "post" }
  | { do: "note" }
  | { do: "open" }
  | { do: "bounce" }
  | { do: "quarantine"; reason: QuarantineReason }
  | { do: "drop"; reason: DropReason; answer?: "closed_door" };

const keep = (reason: QuarantineReason): Decision => ({ do: "quarantine", reason });
const drop = (reason: DropReason): Decision => ({ do: "drop", reason });

/**
 * What becomes of a message. Only somebody to whom a letter went, at the address it gave and from where it went, speaks on a
 * ticket; what only names one waits for the team.
 */
export function decide(facts: Facts): Decision {
  const { nature, reply, mailbox } = facts;
  if (facts.own) return drop("own");
  if (facts.duplicate) return drop("duplicate");
  if (nature === "bounce") return { do: "bounce" };
  if (nature === "receipt") return drop("auto_reply");
  if (reply) return decideReply(facts, reply);
  if (nature === "auto_reply") return drop("auto_reply");
  if (facts.department) return keep("automatic");
  if (facts.staleReply) return keep("expired");
  if (facts.namesTicket) return keep("no_reply_address");
  if (!mailbox) return keep("unknown_address");
  if (nature === "automatic") return keep("automatic");
  const doubt = doubtOf(facts);
  if (doubt) return keep(doubt);
  if (!mailbox.opens) return { ...drop("closed_door"), answer: "closed_door" } as Decision;
  if (facts.senders.accounts > 1) return keep("several_accounts");
  return facts.senders.disabled ? keep("disabled") : { do: "open" };
}

function decideReply(facts: Facts, reply: ValidReply): Decision {
  if (facts.nature === "automatic") return keep("automatic");
  if (facts.forged) return keep("forged");
  const itsOwn = facts.from !== null && reply.addresses.includes(facts.from);
  if (facts.nature === "auto_reply") return itsOwn && !facts.tooMany ? { do: "note" } : drop("auto_reply");
  if (facts.from === null) return keep("no_sender");
  if (!itsOwn) return keep("other_sender");
  if (reply.disabled) return keep("disabled");
  if (facts.tooMany) return keep("too_many");
  return facts.empty ? keep("empty") : { do: "post" };
}

function doubtOf(facts: Facts): QuarantineReason | null {
  if (facts.from === null) return "no_sender";
  if (facts.forged) return "forged";
  if (facts.tooMany) return "too_many";
  return facts.empty ? "empty" : null;
}

/** Whether a machine may answer it at all (RFC 3834, section 2). */
export function mayBeAnswered(marks: Marks): boolean {
  return natureOf(marks) === "person" && marks.from !== null;
}
