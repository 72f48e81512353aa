import type { TicketVerb } from "@/db/enums";
import {
  addFollowUp,
  addNote,
  addReply,
  approveSolution,
  proposeSolution,
  refuseSolution,
  reopenTicket,
} from "@/lib/tickets/actions";
import {
  approvalSchema,
  followUpSchema,
  noteSchema,
  refusalSchema,
  reopenSchema,
  replySchema,
  solutionSchema,
} from "@/lib/tickets/schema";

/** The verbs in which somebody writes: how each is checked, sent and confirmed. */
export const SPOKEN = {
  reply: { schema: replySchema, send: addReply, done: "Resposta enviada" },
  follow_up: { schema: followUpSchema, send: addFollowUp, done: "Resposta enviada ao requerente" },
  add_note: { schema: noteSchema, send: addNote, done: "Nota interna guardada" },
  propose_solution: { schema: solutionSchema, send: proposeSolution, done: "Solução enviada ao requerente" },
  approve_solution: { schema: approvalSchema, send: approveSolution, done: "Solução aprovada" },
  refuse_solution: { schema: refusalSchema, send: refuseSolution, done: "O chamado voltou à equipe" },
  reopen: { schema: reopenSchema, send: reopenTicket, done: "Chamado reaberto" },
} as const;

export type SpokenVerb = keyof typeof SPOKEN & TicketVerb;
