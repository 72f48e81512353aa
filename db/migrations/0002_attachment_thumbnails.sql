ALTER TABLE "attachments" ADD COLUMN "thumb_key" text;--> statement-breakpoint
CREATE UNIQUE INDEX "attachments_stored" ON "attachments" USING btree ("storage_key");--> statement-breakpoint
CREATE UNIQUE INDEX "attachments_view" ON "attachments" USING btree ("view_key");--> statement-breakpoint
CREATE UNIQUE INDEX "attachments_thumb" ON "attachments" USING btree ("thumb_key");