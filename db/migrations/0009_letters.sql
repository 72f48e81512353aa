CREATE TABLE "blocked_addresses" (
	"address" text PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"since" timestamp with time zone NOT NULL,
	CONSTRAINT "blocked_addresses_reason" CHECK ("blocked_addresses"."reason" in ('bounced', 'complained'))
);
--> statement-breakpoint
CREATE TABLE "demo_mailbox" (
	"letter_id" uuid PRIMARY KEY NOT NULL,
	"html" text NOT NULL,
	"text" text NOT NULL,
	"headers" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "letter_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"letter_id" uuid,
	"verb" text NOT NULL,
	"actor_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "letter_events_verb" CHECK ("letter_events"."verb" in ('send_again', 'unblock'))
);
--> statement-breakpoint
CREATE TABLE "letter_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"ticket_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "letter_links_purpose" CHECK ("letter_links"."purpose" in ('still_needed', 'answer', 'rate'))
);
--> statement-breakpoint
CREATE TABLE "provider_notices" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
DROP INDEX "outbox_waiting";--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "message_id" uuid;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "link_id" uuid;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "state" text DEFAULT 'waiting' NOT NULL;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "next_attempt_at" timestamp with time zone;--> statement-breakpoint
-- Until now nothing went out but the demo's: what waited is old news, kept in the list of what was not sent.
UPDATE "outbox" SET "next_attempt_at" = "created_at", "state" = case when "delivered_at" is null then 'dead' else 'sent' end;--> statement-breakpoint
ALTER TABLE "outbox" ALTER COLUMN "next_attempt_at" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "unsure_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "failure" text;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "provider_id" text;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "fate" text;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "fate_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "demo_mailbox" ADD CONSTRAINT "demo_mailbox_letter_id_outbox_id_fk" FOREIGN KEY ("letter_id") REFERENCES "public"."outbox"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letter_events" ADD CONSTRAINT "letter_events_letter_id_outbox_id_fk" FOREIGN KEY ("letter_id") REFERENCES "public"."outbox"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letter_events" ADD CONSTRAINT "letter_events_actor_id_users_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letter_links" ADD CONSTRAINT "letter_links_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letter_links" ADD CONSTRAINT "letter_links_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "letter_events_letter" ON "letter_events" USING btree ("letter_id");--> statement-breakpoint
CREATE UNIQUE INDEX "letter_links_hash" ON "letter_links" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "letter_links_ticket" ON "letter_links" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "provider_notices_at" ON "provider_notices" USING btree ("at");--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_link_id_letter_links_id_fk" FOREIGN KEY ("link_id") REFERENCES "public"."letter_links"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "outbox_dead" ON "outbox" USING btree ("created_at","id") WHERE "outbox"."state" = 'dead';--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_provider" ON "outbox" USING btree ("provider_id") WHERE "outbox"."provider_id" is not null;--> statement-breakpoint
CREATE INDEX "deadlines_ticket" ON "deadlines" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "outbox_waiting" ON "outbox" USING btree ("next_attempt_at") WHERE "outbox"."state" = 'waiting';--> statement-breakpoint
ALTER TABLE "outbox" DROP COLUMN "headers";--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_state" CHECK ("outbox"."state" in ('waiting', 'sent', 'dead', 'skipped'));--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_fate" CHECK ("outbox"."fate" in ('delivered', 'delayed', 'bounced', 'complained'));--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_sent" CHECK (("outbox"."state" = 'sent') = ("outbox"."delivered_at" is not null));