import { relations } from "drizzle-orm";
import { attachments } from "./schema/attachments";
import { users } from "./schema/people";
import {
  closings,
  deadlines,
  events,
  messages,
  pendingPeriods,
  ratings,
  readMarks,
  solutions,
  ticketLinks,
  tickets,
  ticketTargets,
} from "./schema/tickets";

/** How rows hang together, for reads that fetch a ticket with all that belongs to it in one query. */

export const ticketRelations = relations(tickets, ({ many }) => ({
  events: many(events),
  messages: many(messages),
  solutions: many(solutions),
  pendingPeriods: many(pendingPeriods),
  deadlines: many(deadlines),
  targets: many(ticketTargets),
  closings: many(closings),
  readMarks: many(readMarks),
  linksFrom: many(ticketLinks, { relationName: "from" }),
  linksTo: many(ticketLinks, { relationName: "to" }),
}));

export const eventRelations = relations(events, ({ one }) => ({
  ticket: one(tickets, { fields: [events.ticketId], references: [tickets.id] }),
}));

export const messageRelations = relations(messages, ({ one, many }) => ({
  ticket: one(tickets, { fields: [messages.ticketId], references: [tickets.id] }),
  author: one(users, { fields: [messages.authorId], references: [users.id] }),
  attachments: many(attachments),
}));

export const attachmentRelations = relations(attachments, ({ one }) => ({
  message: one(messages, { fields: [attachments.messageId], references: [messages.id] }),
}));

export const solutionRelations = relations(solutions, ({ one }) => ({
  ticket: one(tickets, { fields: [solutions.ticketId], references: [tickets.id] }),
}));

export const pendingPeriodRelations = relations(pendingPeriods, ({ one }) => ({
  ticket: one(tickets, { fields: [pendingPeriods.ticketId], references: [tickets.id] }),
}));

export const deadlineRelations = relations(deadlines, ({ one }) => ({
  ticket: one(tickets, { fields: [deadlines.ticketId], references: [tickets.id] }),
}));

export const targetRelations = relations(ticketTargets, ({ one }) => ({
  ticket: one(tickets, { fields: [ticketTargets.ticketId], references: [tickets.id] }),
}));

export const closingRelations = relations(closings, ({ one }) => ({
  ticket: one(tickets, { fields: [closings.ticketId], references: [tickets.id] }),
  rating: one(ratings, { fields: [closings.id], references: [ratings.closingId] }),
}));

export const readMarkRelations = relations(readMarks, ({ one }) => ({
  ticket: one(tickets, { fields: [readMarks.ticketId], references: [tickets.id] }),
}));

export const ticketLinkRelations = relations(ticketLinks, ({ one }) => ({
  from: one(tickets, { fields: [ticketLinks.fromId], references: [tickets.id], relationName: "from" }),
  to: one(tickets, { fields: [ticketLinks.toId], references: [tickets.id], relationName: "to" }),
}));
