CREATE TABLE "incoming_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"incoming_id" uuid NOT NULL,
	"verb" text NOT NULL,
	"actor_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"facts" jsonb NOT NULL,
	CONSTRAINT "incoming_events_verb" CHECK ("incoming_events"."verb" in ('release', 'drop', 'restore', 'pass_on'))
);
--> statement-breakpoint
CREATE TABLE "incoming_mail" (
	"id" uuid PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"source_id" text NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"storage_key" text,
	"size" integer,
	"recipients" text[] NOT NULL,
	"from_address" text,
	"from_name" text,
	"subject" text,
	"fingerprint" text,
	"received_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone NOT NULL,
	"mailbox_id" uuid,
	"department_id" uuid,
	"ticket_id" uuid,
	"message_id" uuid,
	"letter_id" uuid,
	"decided_at" timestamp with time zone,
	"decided_by" uuid,
	CONSTRAINT "incoming_mail_source_known" CHECK ("incoming_mail"."source" in ('imap', 'resend', 'demo')),
	CONSTRAINT "incoming_mail_state" CHECK ("incoming_mail"."state" in ('announced', 'received', 'quarantined', 'posted', 'dropped')),
	CONSTRAINT "incoming_mail_reason" CHECK ("incoming_mail"."reason" in ('other_sender', 'no_reply_address', 'expired', 'forged', 'final', 'not_allowed', 'too_many', 'empty', 'automatic', 'several_accounts', 'disabled', 'no_sender', 'unknown_address', 'unreadable', 'too_large', 'restored', 'own', 'bounce', 'duplicate', 'auto_reply', 'closed_door', 'by_hand')),
	CONSTRAINT "incoming_mail_decided" CHECK (("incoming_mail"."state" in ('posted', 'dropped')) = ("incoming_mail"."decided_at" is not null)),
	CONSTRAINT "incoming_mail_why" CHECK (("incoming_mail"."state" in ('quarantined', 'dropped')) = ("incoming_mail"."reason" is not null))
);
--> statement-breakpoint
CREATE TABLE "mailbox_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"mailbox_id" uuid NOT NULL,
	"verb" text NOT NULL,
	"actor_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"facts" jsonb NOT NULL,
	CONSTRAINT "mailbox_events_verb" CHECK ("mailbox_events"."verb" in ('create', 'change', 'remove'))
);
--> statement-breakpoint
CREATE TABLE "mailboxes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"address" text NOT NULL,
	"department_id" uuid NOT NULL,
	"service_id" uuid,
	"subject_id" text,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"removed_at" timestamp with time zone,
	CONSTRAINT "mailboxes_small" CHECK ("mailboxes"."address" = lower("mailboxes"."address")),
	CONSTRAINT "mailboxes_opens" CHECK (("mailboxes"."service_id" is null) = ("mailboxes"."subject_id" is null))
);
--> statement-breakpoint
CREATE TABLE "read_boxes" (
	"name" text PRIMARY KEY NOT NULL,
	"validity" text NOT NULL,
	"last_uid" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reply_addresses" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"ticket_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"address" text NOT NULL,
	"voice" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "reply_addresses_voice" CHECK ("reply_addresses"."voice" in ('requester', 'staff', 'note'))
);
--> statement-breakpoint
ALTER TABLE "account_events" DROP CONSTRAINT "account_events_verb";--> statement-breakpoint
ALTER TABLE "users" DROP CONSTRAINT "users_origin";--> statement-breakpoint
ALTER TABLE "events" DROP CONSTRAINT "events_verb";--> statement-breakpoint
ALTER TABLE "letter_links" ADD COLUMN "revoked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "reply_id" uuid;--> statement-breakpoint
ALTER TABLE "incoming_events" ADD CONSTRAINT "incoming_events_incoming_id_incoming_mail_id_fk" FOREIGN KEY ("incoming_id") REFERENCES "public"."incoming_mail"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incoming_events" ADD CONSTRAINT "incoming_events_actor_id_users_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incoming_mail" ADD CONSTRAINT "incoming_mail_mailbox_id_mailboxes_id_fk" FOREIGN KEY ("mailbox_id") REFERENCES "public"."mailboxes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incoming_mail" ADD CONSTRAINT "incoming_mail_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incoming_mail" ADD CONSTRAINT "incoming_mail_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incoming_mail" ADD CONSTRAINT "incoming_mail_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incoming_mail" ADD CONSTRAINT "incoming_mail_letter_id_outbox_id_fk" FOREIGN KEY ("letter_id") REFERENCES "public"."outbox"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incoming_mail" ADD CONSTRAINT "incoming_mail_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mailbox_events" ADD CONSTRAINT "mailbox_events_mailbox_id_mailboxes_id_fk" FOREIGN KEY ("mailbox_id") REFERENCES "public"."mailboxes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mailbox_events" ADD CONSTRAINT "mailbox_events_actor_id_users_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mailboxes" ADD CONSTRAINT "mailboxes_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mailboxes" ADD CONSTRAINT "mailboxes_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply_addresses" ADD CONSTRAINT "reply_addresses_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reply_addresses" ADD CONSTRAINT "reply_addresses_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "incoming_events_incoming" ON "incoming_events" USING btree ("incoming_id");--> statement-breakpoint
CREATE UNIQUE INDEX "incoming_mail_source" ON "incoming_mail" USING btree ("source","source_id");--> statement-breakpoint
CREATE INDEX "incoming_mail_waiting" ON "incoming_mail" USING btree ("next_attempt_at") WHERE "incoming_mail"."state" in ('announced', 'received');--> statement-breakpoint
CREATE INDEX "incoming_mail_quarantine" ON "incoming_mail" USING btree ("department_id","received_at","id") WHERE "incoming_mail"."state" = 'quarantined';--> statement-breakpoint
CREATE INDEX "incoming_mail_dropped" ON "incoming_mail" USING btree ("department_id","decided_at","id") WHERE "incoming_mail"."state" = 'dropped';--> statement-breakpoint
CREATE INDEX "incoming_mail_sender" ON "incoming_mail" USING btree ("from_address","received_at");--> statement-breakpoint
CREATE INDEX "incoming_mail_mailbox" ON "incoming_mail" USING btree ("mailbox_id","received_at");--> statement-breakpoint
CREATE INDEX "incoming_mail_ticket" ON "incoming_mail" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "incoming_mail_fingerprint" ON "incoming_mail" USING btree ("fingerprint");--> statement-breakpoint
CREATE UNIQUE INDEX "incoming_mail_stored" ON "incoming_mail" USING btree ("storage_key");--> statement-breakpoint
CREATE INDEX "mailbox_events_mailbox" ON "mailbox_events" USING btree ("mailbox_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "mailboxes_address" ON "mailboxes" USING btree ("address") WHERE "mailboxes"."removed_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "reply_addresses_hash" ON "reply_addresses" USING btree ("hash");--> statement-breakpoint
CREATE UNIQUE INDEX "reply_addresses_open" ON "reply_addresses" USING btree ("ticket_id","user_id","address","voice") WHERE "reply_addresses"."revoked_at" is null;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_reply_id_reply_addresses_id_fk" FOREIGN KEY ("reply_id") REFERENCES "public"."reply_addresses"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_events" ADD CONSTRAINT "account_events_verb" CHECK ("account_events"."verb" in ('disable', 'enable', 'meet'));--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_origin" CHECK ("users"."origin" in ('self', 'institution', 'govbr', 'email'));--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_verb" CHECK ("events"."verb" in ('open', 'take', 'assign', 'start_analysis', 'stop_analysis', 'hand_over_analysis', 'approve_analysis', 'reject_analysis', 'cancel', 'set_pending', 'change_pending', 'resume', 'reply', 'follow_up', 'add_note', 'propose_solution', 'withdraw_solution', 'pending_lapse', 'approve_solution', 'refuse_solution', 'still_needed', 'validation_lapse', 'reopen', 'window_over', 'rate', 'hand_over', 'transfer', 'lose_assignee', 'change_service', 'change_priority', 'merge', 'split', 'continue', 'remind', 'warn', 'extend', 'auto_reply', 'revoke_links'));