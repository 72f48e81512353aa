CREATE INDEX "letter_links_expires" ON "letter_links" USING btree ("expires_at");--> statement-breakpoint
ALTER TABLE "outbox" DROP CONSTRAINT "outbox_fate";--> statement-breakpoint
DROP INDEX "outbox_dead";--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "sending" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "outbox_undelivered" ON "outbox" USING btree ("created_at","id") WHERE "outbox"."state" in ('dead', 'skipped') or ("outbox"."state" = 'sent' and "outbox"."fate" in ('bounced', 'failed', 'suppressed'));--> statement-breakpoint
CREATE INDEX "outbox_link" ON "outbox" USING btree ("link_id") WHERE "outbox"."link_id" is not null;--> statement-breakpoint
CREATE INDEX "outbox_reply" ON "outbox" USING btree ("reply_id") WHERE "outbox"."reply_id" is not null;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_fate" CHECK ("outbox"."fate" in ('delivered', 'delayed', 'bounced', 'complained', 'failed', 'suppressed'));--> statement-breakpoint
ALTER TABLE "blocked_addresses" DROP CONSTRAINT "blocked_addresses_reason";--> statement-breakpoint
ALTER TABLE "blocked_addresses" ADD CONSTRAINT "blocked_addresses_reason" CHECK ("blocked_addresses"."reason" in ('bounced', 'complained', 'suppressed'));