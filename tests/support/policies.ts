import type { PolicyChange } from "@/lib/sla/schema";

/** What a service promises as somebody might set it. */
export function policyOf(serviceId: string, change: Partial<PolicyChange> = {}): PolicyChange {
  const terms = {
    first_response: { amount: 4, unit: "working_hours" },
    resolution: { amount: 5, unit: "working_days" },
  } as const;
  return {
    serviceId,
    revision: 1,
    terms: { low: terms, normal: terms, high: terms, urgent: terms },
    escalationHours: 8,
    dayUnit: "calendar_days",
    pendingLapseDays: 7,
    validationLapseDays: 10,
    reopenWindowDays: 5,
    noticeDays: [5, 1],
    ...change,
  };
}
