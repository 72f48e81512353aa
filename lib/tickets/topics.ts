import type { Audience, NoticeTopic, TicketVerb } from "@/db/enums";

const OF_REQUESTER: Partial<Record<TicketVerb, NoticeTopic>> = {
  follow_up: "answers",
  reopen: "answers",
  set_pending: "answers",
  change_pending: "answers",
  extend: "answers",
  propose_solution: "solutions",
  withdraw_solution: "solutions",
  pending_lapse: "solutions",
  validation_lapse: "solutions",
  remind: "solutions",
};

const OF_ATTENDANT: Partial<Record<TicketVerb, NoticeTopic>> = {
  assign: "assignments",
  hand_over: "assignments",
  hand_over_analysis: "assignments",
  approve_analysis: "assignments",
  warn: "deadlines",
  remind: "deadlines",
};

/** Under which topic somebody is told of a change. */
export function topicOf(verb: TicketVerb, to: Audience): NoticeTopic {
  if (to === "requester" || to === "colleagues") return OF_REQUESTER[verb] ?? "progress";
  return OF_ATTENDANT[verb] ?? (to !== "attendant" ? "deadlines" : "work");
}
