CREATE TABLE "ticket_tallies" (
	"department_id" uuid NOT NULL,
	"status" text NOT NULL,
	"unassigned" boolean NOT NULL,
	"tickets" integer NOT NULL
);
--> statement-breakpoint
DROP INDEX "tickets_department_number";--> statement-breakpoint
DROP INDEX "tickets_department_status";--> statement-breakpoint
DROP INDEX "tickets_unassigned";--> statement-breakpoint
DROP INDEX "tickets_assignee";--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "open" boolean GENERATED ALWAYS AS (status in ('new', 'in_review', 'assigned', 'pending', 'validating')) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "attendant_id" uuid GENERATED ALWAYS AS (case when (status = 'in_review' or coalesce(pending_from = 'in_review', false)) then reviewer_id else assignee_id end) STORED;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "unassigned" boolean GENERATED ALWAYS AS ((status in ('new', 'in_review', 'assigned', 'pending', 'validating') and assignee_id is null and not ((status = 'in_review' or coalesce(pending_from = 'in_review', false)) and reviewer_id is not null))) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "queue_rank" smallint GENERATED ALWAYS AS (case when (status in ('new', 'in_review', 'assigned', 'pending', 'validating') and assignee_id is null and not ((status = 'in_review' or coalesce(pending_from = 'in_review', false)) and reviewer_id is not null)) and status <> 'new' then 0 else 1 end) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "ticket_tallies_department" ON "ticket_tallies" USING btree ("department_id");--> statement-breakpoint
CREATE INDEX "ticket_search_shelves" ON "ticket_search" USING gin (guiche_shelve("shelf", "staff")) WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "tickets_status_updated" ON "tickets" USING btree ("department_id","status","updated_at","id");--> statement-breakpoint
CREATE INDEX "tickets_status_opened" ON "tickets" USING btree ("department_id","status","opened_at","id");--> statement-breakpoint
CREATE INDEX "tickets_status_number" ON "tickets" USING btree ("department_id","status","number");--> statement-breakpoint
CREATE INDEX "tickets_status_waiting" ON "tickets" USING btree ("department_id","status","queue_rank","status_since","id") WHERE not "tickets"."open";--> statement-breakpoint
CREATE INDEX "tickets_open" ON "tickets" USING btree ("department_id","queue_rank","status_since","id") WHERE "tickets"."open";--> statement-breakpoint
CREATE INDEX "tickets_desk" ON "tickets" USING btree ("attendant_id","queue_rank","status_since","id") WHERE "tickets"."open";--> statement-breakpoint
CREATE INDEX "tickets_attendant" ON "tickets" USING btree ("attendant_id","updated_at","id") WHERE "tickets"."attendant_id" is not null;--> statement-breakpoint
CREATE INDEX "tickets_unassigned" ON "tickets" USING btree ("department_id","queue_rank","status_since","id") WHERE "tickets"."unassigned";--> statement-breakpoint
CREATE INDEX "tickets_assignee" ON "tickets" USING btree ("assignee_id") WHERE "tickets"."open";