ALTER TABLE "calendar_events" DROP CONSTRAINT "calendar_events_verb";--> statement-breakpoint
ALTER TABLE "account_events" DROP CONSTRAINT "account_events_verb";--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "recipient_as" text;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "beside_id" uuid;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "promised_on" date;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_beside_id_letter_links_id_fk" FOREIGN KEY ("beside_id") REFERENCES "public"."letter_links"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "outbox_beside" ON "outbox" USING btree ("beside_id") WHERE "outbox"."beside_id" is not null;--> statement-breakpoint
CREATE INDEX "users_admin" ON "users" USING btree ("created_at","id") WHERE "users"."admin";--> statement-breakpoint
ALTER TABLE "calendar_events" ADD CONSTRAINT "calendar_events_verb" CHECK ("calendar_events"."verb" in ('create', 'change', 'assign', 'delete'));--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_recipient_as" CHECK ("outbox"."recipient_as" in ('requester', 'colleagues', 'attendant', 'managers', 'administrators'));--> statement-breakpoint
ALTER TABLE "account_events" ADD CONSTRAINT "account_events_verb" CHECK ("account_events"."verb" in ('disable', 'enable', 'meet', 'rename'));--> statement-breakpoint
UPDATE "outbox" SET "recipient_as" = CASE
    WHEN r."voice" IN ('staff', 'note') THEN 'attendant'
    WHEN r."voice" = 'requester' OR o."recipient_id" = t."requester_id" THEN 'requester'
    WHEN o."kind" <> 'remind' THEN 'attendant'
    WHEN o."path" IS NULL THEN 'administrators'
    ELSE 'colleagues'
  END
  FROM "outbox" AS o
  JOIN "tickets" AS t ON t."id" = o."ticket_id"
  LEFT JOIN "reply_addresses" AS r ON r."id" = o."reply_id"
  WHERE "outbox"."id" = o."id" AND o."recipient_id" IS NOT NULL;--> statement-breakpoint
UPDATE "outbox" SET "beside_id" = (
    SELECT b."id" FROM "letter_links" AS b
    WHERE b."ticket_id" = m."ticket_id" AND b."user_id" = m."user_id" AND b."created_at" = m."created_at" AND b."purpose" = 'still_needed'
    ORDER BY b."id" DESC LIMIT 1)
  FROM "letter_links" AS m
  WHERE m."id" = "outbox"."link_id" AND m."purpose" = 'answer';
