LOCK TABLE "tickets", "letter_links", "outbox" IN ACCESS EXCLUSIVE MODE;--> statement-breakpoint
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
ALTER TABLE "account_events" ADD CONSTRAINT "account_events_verb" CHECK ("account_events"."verb" in ('disable', 'enable', 'meet', 'rename'));
