import { answer, readJson, refusal } from "@/lib/answer";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { REPORT_BYTES, readViolations, takesReport } from "@/lib/violations";

export const dynamic = "force-dynamic";

/** Takes what browsers tell of refused scripts and styles, into the log. */
export function POST(request: Request): Promise<Response> {
  return answer(async () => {
    if (!takesReport(new Date())) return refusal("too_many", "Relatos demais em pouco tempo.");
    const violations = readViolations(await readJson(request, REPORT_BYTES), env().APP_URL);
    for (const violation of violations) log.warn({ violation }, "security policy violated");
    return new Response(null, { status: 204 });
  });
}
