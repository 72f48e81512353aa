ALTER TABLE "outbox" ADD COLUMN "wire_id" text;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "proved" boolean DEFAULT true NOT NULL;--> statement-breakpoint
CREATE INDEX "incoming_mail_report" ON "incoming_mail" USING btree ("received_at") WHERE "incoming_mail"."letter_id" is not null;--> statement-breakpoint
CREATE INDEX "outbox_wire" ON "outbox" USING btree ("wire_id") WHERE "outbox"."wire_id" is not null;--> statement-breakpoint
CREATE INDEX "reply_addresses_expires" ON "reply_addresses" USING btree ("expires_at") WHERE "reply_addresses"."voice" = 'requester';