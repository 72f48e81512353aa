import "server-only";
import { z } from "zod";
import { withoutPersonalNumbers } from "./log";

/** Largest report, or bundle of reports, that is read. */
export const REPORT_BYTES = 16 * 1024;

/** What is written down of a violation of the security policy: where and what, nothing of who or of what they wrote. */
export interface Violation {
  directive: string;
  /** Origin of what was refused, or its kind ("inline", "eval", "data"). */
  blocked: string;
  /** Path of the page, and of the script with the line at fault. */
  page: string;
  source: string | null;
  line: number | null;
}

const text = z.string().max(4000).catch("");
const number = z.int().min(0).nullable().catch(null);

/** As browsers send it to `report-uri`. */
const legacy = z.object({
  "csp-report": z.object({
    "document-uri": text,
    "effective-directive": text,
    "violated-directive": text,
    "blocked-uri": text,
    "source-file": text,
    "line-number": number,
  }),
});

/** As they send it to `report-to`. */
const bundle = z.array(
  z.object({
    type: z.string(),
    url: text,
    body: z.object({ effectiveDirective: text, blockedURL: text, sourceFile: text, lineNumber: number }),
  }),
);

const MOST = 20;

/** The violations a browser tells of on pages of this portal; what is no report, or tells of another site, is none. */
export function readViolations(json: unknown, origin: string): Violation[] {
  const one = legacy.safeParse(json);
  if (one.success) {
    const report = one.data["csp-report"];
    const directive = report["effective-directive"] || report["violated-directive"];
    return within(origin, report["document-uri"], {
      directive,
      blocked: report["blocked-uri"],
      source: report["source-file"],
      line: report["line-number"],
    });
  }
  const several = bundle.safeParse(json);
  if (!several.success) return [];
  return several.data
    .filter(({ type }) => type === "csp-violation")
    .slice(0, MOST)
    .flatMap(({ url, body }) =>
      within(origin, url, {
        directive: body.effectiveDirective,
        blocked: body.blockedURL,
        source: body.sourceFile,
        line: body.lineNumber,
      }),
    );
}

interface Told {
  directive: string;
  blocked: string;
  source: string;
  line: number | null;
}

function within(origin: string, page: string, { directive, blocked, source, line }: Told): Violation[] {
  const url = parse(page);
  if (url?.origin !== origin) return [];
  const file = parse(source);
  return [
    {
      directive: /^[a-z-]{1,40}/.exec(directive)?.[0] ?? "",
      blocked: whatOf(blocked),
      page: pathOf(url),
      source: file && pathOf(file),
      line,
    },
  ];
}

function whatOf(blocked: string): string {
  const url = parse(blocked);
  if (!url) return /^[a-z-]{1,20}$/.exec(blocked)?.[0] ?? "";
  return url.origin === "null" ? url.protocol.slice(0, 20) : url.origin.slice(0, 100);
}

/** Without what was searched or typed; a number of somebody's papers is masked. */
function pathOf(url: URL): string {
  return withoutPersonalNumbers(url.pathname).slice(0, 200);
}

function parse(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}

const MOST_A_MINUTE = 60;
let minute = { begins: 0, count: 0 };

/**
 * Whether one more report may be read. Anybody can send them, without a session: what is limited is what they can make
 * this process write, so the count is the process's own and needs no database.
 */
export function takesReport(now: Date): boolean {
  if (now.getTime() - minute.begins >= 60_000) minute = { begins: now.getTime(), count: 0 };
  minute.count += 1;
  return minute.count <= MOST_A_MINUTE;
}
