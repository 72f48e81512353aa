CREATE TABLE "service_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"service_id" uuid NOT NULL,
	"verb" text NOT NULL,
	"actor_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"facts" jsonb NOT NULL,
	CONSTRAINT "service_events_verb" CHECK ("service_events"."verb" in ('change_policy'))
);
--> statement-breakpoint
CREATE TABLE "service_targets" (
	"service_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"priority" text NOT NULL,
	"amount" integer NOT NULL,
	"unit" text NOT NULL,
	CONSTRAINT "service_targets_service_id_kind_priority_pk" PRIMARY KEY("service_id","kind","priority"),
	CONSTRAINT "service_targets_kind" CHECK ("service_targets"."kind" in ('first_response', 'resolution')),
	CONSTRAINT "service_targets_priority" CHECK ("service_targets"."priority" in ('low', 'normal', 'high', 'urgent')),
	CONSTRAINT "service_targets_unit" CHECK ("service_targets"."unit" in ('working_minutes', 'working_hours', 'working_days', 'calendar_days')),
	CONSTRAINT "service_targets_amount" CHECK ("service_targets"."amount" > 0)
);
--> statement-breakpoint
CREATE TABLE "ticket_targets" (
	"ticket_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"amount" integer NOT NULL,
	"unit" text NOT NULL,
	"extended_at" timestamp with time zone,
	"started_at" timestamp with time zone NOT NULL,
	"counted_from" timestamp with time zone,
	"spent_work" bigint DEFAULT 0 NOT NULL,
	"spent_days" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone,
	"told" smallint DEFAULT 0 NOT NULL,
	"ended_at" timestamp with time zone,
	"met" boolean,
	CONSTRAINT "ticket_targets_ticket_id_kind_pk" PRIMARY KEY("ticket_id","kind"),
	CONSTRAINT "ticket_targets_kind" CHECK ("ticket_targets"."kind" in ('first_response', 'resolution')),
	CONSTRAINT "ticket_targets_unit" CHECK ("ticket_targets"."unit" in ('working_minutes', 'working_hours', 'working_days', 'calendar_days')),
	CONSTRAINT "ticket_targets_amounts" CHECK ("ticket_targets"."amount" > 0 and "ticket_targets"."spent_work" >= 0 and "ticket_targets"."spent_days" >= 0),
	CONSTRAINT "ticket_targets_runs" CHECK ("ticket_targets"."counted_from" is null or "ticket_targets"."due_at" is not null),
	CONSTRAINT "ticket_targets_ended" CHECK ("ticket_targets"."ended_at" is null or "ticket_targets"."counted_from" is null),
	CONSTRAINT "ticket_targets_met" CHECK ("ticket_targets"."ended_at" is not null or "ticket_targets"."met" is null)
);
--> statement-breakpoint
ALTER TABLE "deadlines" DROP CONSTRAINT "deadlines_kind";--> statement-breakpoint
ALTER TABLE "events" DROP CONSTRAINT "events_verb";--> statement-breakpoint
DROP INDEX "deadlines_open";--> statement-breakpoint
DROP INDEX "deadlines_due";--> statement-breakpoint
ALTER TABLE "services" ADD COLUMN "day_unit" text DEFAULT 'calendar_days' NOT NULL;--> statement-breakpoint
ALTER TABLE "services" ADD COLUMN "notice_days" integer[] DEFAULT '{5,1}'::integer[] NOT NULL;--> statement-breakpoint
ALTER TABLE "services" ADD COLUMN "escalation_hours" integer DEFAULT 8;--> statement-breakpoint
ALTER TABLE "services" ADD COLUMN "policy_revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "deadlines" ADD COLUMN "step" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "service_events" ADD CONSTRAINT "service_events_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_events" ADD CONSTRAINT "service_events_actor_id_users_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_targets" ADD CONSTRAINT "service_targets_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_targets" ADD CONSTRAINT "ticket_targets_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "service_events_service" ON "service_events" USING btree ("service_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "deadlines_open" ON "deadlines" USING btree ("ticket_id","kind","step") WHERE "deadlines"."settled_at" is null and "deadlines"."cancelled_at" is null;--> statement-breakpoint
CREATE INDEX "deadlines_due" ON "deadlines" USING btree ("due_at","id") WHERE "deadlines"."settled_at" is null and "deadlines"."cancelled_at" is null;--> statement-breakpoint
ALTER TABLE "services" ADD CONSTRAINT "services_day_unit" CHECK ("services"."day_unit" in ('calendar_days', 'working_days'));--> statement-breakpoint
ALTER TABLE "services" ADD CONSTRAINT "services_notices" CHECK (cardinality("services"."notice_days") > 0 and 0 < all ("services"."notice_days") and coalesce("services"."escalation_hours", 1) > 0);--> statement-breakpoint
ALTER TABLE "deadlines" ADD CONSTRAINT "deadlines_kind" CHECK ("deadlines"."kind" in ('pending_lapse', 'validation_lapse', 'reopen_window', 'first_response', 'resolution'));--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_verb" CHECK ("events"."verb" in ('open', 'take', 'assign', 'start_analysis', 'stop_analysis', 'hand_over_analysis', 'approve_analysis', 'reject_analysis', 'cancel', 'set_pending', 'change_pending', 'resume', 'reply', 'follow_up', 'add_note', 'propose_solution', 'withdraw_solution', 'pending_lapse', 'approve_solution', 'refuse_solution', 'still_needed', 'validation_lapse', 'reopen', 'window_over', 'rate', 'hand_over', 'transfer', 'lose_assignee', 'change_service', 'change_priority', 'merge', 'split', 'continue', 'remind', 'warn', 'extend'));