CREATE TABLE "calendar_closings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"calendar_id" uuid NOT NULL,
	"name" text NOT NULL,
	"scope" text NOT NULL,
	"optional" boolean DEFAULT false NOT NULL,
	"observed" boolean DEFAULT true NOT NULL,
	"rule" text NOT NULL,
	"date" date,
	"month" smallint,
	"day" smallint,
	"easter_offset" smallint,
	"from_minute" smallint,
	"to_minute" smallint,
	"since" smallint,
	"until" smallint,
	CONSTRAINT "calendar_closings_scope" CHECK ("calendar_closings"."scope" in ('national', 'state', 'municipal', 'own')),
	CONSTRAINT "calendar_closings_rule" CHECK ("calendar_closings"."rule" in ('once', 'yearly', 'easter')),
	CONSTRAINT "calendar_closings_day" CHECK (("calendar_closings"."rule" = 'once') = ("calendar_closings"."date" is not null)
        and ("calendar_closings"."rule" = 'yearly') = ("calendar_closings"."month" is not null and "calendar_closings"."day" is not null)
        and ("calendar_closings"."rule" = 'easter') = ("calendar_closings"."easter_offset" is not null)),
	CONSTRAINT "calendar_closings_part" CHECK (coalesce("calendar_closings"."from_minute", 0) >= 0 and coalesce("calendar_closings"."to_minute", 1440) <= 1440
        and coalesce("calendar_closings"."from_minute", 0) < coalesce("calendar_closings"."to_minute", 1440)),
	CONSTRAINT "calendar_closings_years" CHECK (coalesce("calendar_closings"."since", 0) <= coalesce("calendar_closings"."until", 9999))
);
--> statement-breakpoint
CREATE TABLE "calendar_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"calendar_id" uuid,
	"department_id" uuid,
	"verb" text NOT NULL,
	"actor_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"facts" jsonb NOT NULL,
	CONSTRAINT "calendar_events_verb" CHECK ("calendar_events"."verb" in ('create', 'change', 'assign'))
);
--> statement-breakpoint
CREATE TABLE "calendars" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"state" text,
	"week" jsonb NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "calendars_state" CHECK ("calendars"."state" in ('DF', 'RO', 'RS', 'SP'))
);
--> statement-breakpoint
CREATE TABLE "department_calendars" (
	"department_id" uuid PRIMARY KEY NOT NULL,
	"calendar_id" uuid NOT NULL
);
--> statement-breakpoint
ALTER TABLE "calendar_closings" ADD CONSTRAINT "calendar_closings_calendar_id_calendars_id_fk" FOREIGN KEY ("calendar_id") REFERENCES "public"."calendars"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_events" ADD CONSTRAINT "calendar_events_calendar_id_calendars_id_fk" FOREIGN KEY ("calendar_id") REFERENCES "public"."calendars"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_events" ADD CONSTRAINT "calendar_events_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_events" ADD CONSTRAINT "calendar_events_actor_id_users_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "department_calendars" ADD CONSTRAINT "department_calendars_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "department_calendars" ADD CONSTRAINT "department_calendars_calendar_id_calendars_id_fk" FOREIGN KEY ("calendar_id") REFERENCES "public"."calendars"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "calendar_closings_calendar" ON "calendar_closings" USING btree ("calendar_id");--> statement-breakpoint
CREATE INDEX "calendar_events_calendar" ON "calendar_events" USING btree ("calendar_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "calendars_name" ON "calendars" USING btree (lower("name"));--> statement-breakpoint
CREATE INDEX "department_calendars_calendar" ON "department_calendars" USING btree ("calendar_id");