CREATE TABLE "attachments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"uploader_id" uuid,
	"place" text,
	"field_id" text,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"size" bigint NOT NULL,
	"sha256" text NOT NULL,
	"storage_key" text NOT NULL,
	"view_key" text,
	"thumb_key" text,
	"width" integer,
	"height" integer,
	"inline" boolean DEFAULT false NOT NULL,
	"internal" boolean DEFAULT false NOT NULL,
	"ticket_id" uuid,
	"message_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"claimed_at" timestamp with time zone,
	CONSTRAINT "attachments_claimed" CHECK (("attachments"."claimed_at" is null) = ("attachments"."ticket_id" is null))
);
--> statement-breakpoint
CREATE TABLE "categories" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"position" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "drafts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"place" text NOT NULL,
	"content" jsonb NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "form_versions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"service_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"definition" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" uuid,
	"published_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "service_classes" (
	"service_id" uuid NOT NULL,
	"class_id" uuid NOT NULL,
	CONSTRAINT "service_classes_service_id_class_id_pk" PRIMARY KEY("service_id","class_id")
);
--> statement-breakpoint
CREATE TABLE "services" (
	"id" uuid PRIMARY KEY NOT NULL,
	"department_id" uuid NOT NULL,
	"category_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"summary" text NOT NULL,
	"icon" text NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"description" text NOT NULL,
	"audience" text NOT NULL,
	"documents" text[] DEFAULT '{}'::text[] NOT NULL,
	"steps" text[] DEFAULT '{}'::text[] NOT NULL,
	"longest_time" text NOT NULL,
	"cost" text NOT NULL,
	"purpose" text NOT NULL,
	"title_template" text NOT NULL,
	"access" text DEFAULT 'everyone' NOT NULL,
	"class_match" text DEFAULT 'all' NOT NULL,
	"minimum_level" text,
	"analysis" boolean DEFAULT false NOT NULL,
	"pending_lapse_days" integer DEFAULT 7 NOT NULL,
	"validation_lapse_days" integer DEFAULT 10 NOT NULL,
	"reopen_window_days" integer DEFAULT 5 NOT NULL,
	"form_version_id" uuid,
	"active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "services_access" CHECK ("services"."access" in ('everyone', 'institutions', 'classes')),
	CONSTRAINT "services_class_match" CHECK ("services"."class_match" in ('all', 'any')),
	CONSTRAINT "services_minimum_level" CHECK ("services"."minimum_level" in ('bronze', 'silver', 'gold')),
	CONSTRAINT "services_days" CHECK ("services"."pending_lapse_days" > 0 and "services"."validation_lapse_days" > 0 and "services"."reopen_window_days" >= 0)
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid,
	"event_id" uuid,
	"recipient_id" uuid,
	"kind" text NOT NULL,
	"to_address" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"path" text,
	"headers" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"delivered_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "account_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"verb" text NOT NULL,
	"actor_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "account_events_verb" CHECK ("account_events"."verb" in ('disable', 'enable'))
);
--> statement-breakpoint
CREATE TABLE "attempts" (
	"key" text PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"window_ends_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "class_grants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"operator_id" uuid NOT NULL,
	"class_id" uuid NOT NULL,
	"granted_by" uuid,
	"granted_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "departments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"short_name" text NOT NULL,
	"phone" text,
	"email" text,
	"hours" text,
	"message_service" text,
	"time_zone" text DEFAULT 'America/Sao_Paulo' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "identities" (
	"provider" text NOT NULL,
	"subject" text NOT NULL,
	"user_id" uuid NOT NULL,
	"linked_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "identities_provider_subject_pk" PRIMARY KEY("provider","subject")
);
--> statement-breakpoint
CREATE TABLE "institutions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"cnpj" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"disabled_at" timestamp with time zone,
	CONSTRAINT "institutions_cnpj_shape" CHECK ("institutions"."cnpj" ~ '^[0-9A-Z]{12}[0-9]{2}$')
);
--> statement-breakpoint
CREATE TABLE "link_requests" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"provider" text NOT NULL,
	"subject" text NOT NULL,
	"user_id" uuid NOT NULL,
	"level" text,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "operators" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"institution_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "operators_kind" CHECK ("operators"."kind" in ('master', 'operator'))
);
--> statement-breakpoint
CREATE TABLE "permission_classes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"sees_institution" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "profiles" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"department_id" uuid NOT NULL,
	"role" text NOT NULL,
	"moderator" boolean DEFAULT false NOT NULL,
	"ordinance" text,
	"valid_from" date,
	"valid_to" date,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "profiles_role" CHECK ("profiles"."role" in ('technician', 'manager')),
	CONSTRAINT "profiles_manager_ordinance" CHECK ("profiles"."role" <> 'manager' or "profiles"."ordinance" is not null)
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"way" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"user_agent" text,
	CONSTRAINT "sessions_way" CHECK ("sessions"."way" in ('password', 'govbr'))
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"cpf" text,
	"email" text,
	"phone" text,
	"extension" text,
	"password_hash" text,
	"origin" text NOT NULL,
	"govbr_level" text,
	"admin" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"disabled_at" timestamp with time zone,
	CONSTRAINT "users_cpf_shape" CHECK ("users"."cpf" ~ '^[0-9]{11}$'),
	CONSTRAINT "users_origin" CHECK ("users"."origin" in ('self', 'institution', 'govbr')),
	CONSTRAINT "users_govbr_level" CHECK ("users"."govbr_level" in ('bronze', 'silver', 'gold'))
);
--> statement-breakpoint
CREATE TABLE "closings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by" text NOT NULL,
	"attendant_id" uuid,
	"reopened_at" timestamp with time zone,
	CONSTRAINT "closings_by" CHECK ("closings"."by" in ('approval', 'lapse', 'merge'))
);
--> statement-breakpoint
CREATE TABLE "deadlines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"noticed_at" timestamp with time zone,
	"settled_at" timestamp with time zone,
	"cancelled_at" timestamp with time zone,
	CONSTRAINT "deadlines_kind" CHECK ("deadlines"."kind" in ('pending_lapse', 'validation_lapse', 'reopen_window'))
);
--> statement-breakpoint
CREATE TABLE "events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL,
	"verb" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"side" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"internal" boolean DEFAULT false NOT NULL,
	"from_status" text,
	"to_status" text NOT NULL,
	"facts" jsonb NOT NULL,
	CONSTRAINT "events_verb" CHECK ("events"."verb" in ('open', 'take', 'assign', 'start_analysis', 'stop_analysis', 'hand_over_analysis', 'approve_analysis', 'reject_analysis', 'cancel', 'set_pending', 'change_pending', 'resume', 'reply', 'follow_up', 'add_note', 'propose_solution', 'withdraw_solution', 'pending_lapse', 'approve_solution', 'refuse_solution', 'still_needed', 'validation_lapse', 'reopen', 'window_over', 'rate', 'hand_over', 'transfer', 'lose_assignee', 'change_service', 'change_priority', 'merge', 'split', 'continue')),
	CONSTRAINT "events_actor_kind" CHECK ("events"."actor_kind" in ('user', 'guest', 'system')),
	CONSTRAINT "events_side" CHECK ("events"."side" in ('requester', 'staff', 'observer', 'system'))
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"side" text NOT NULL,
	"author_id" uuid,
	"body" jsonb,
	"created_at" timestamp with time zone NOT NULL,
	"event_id" uuid NOT NULL,
	CONSTRAINT "messages_kind" CHECK ("messages"."kind" in ('request', 'reply', 'follow_up', 'internal_note', 'solution', 'decision')),
	CONSTRAINT "messages_side" CHECK ("messages"."side" in ('requester', 'staff', 'observer', 'system'))
);
--> statement-breakpoint
CREATE TABLE "observers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL,
	"user_id" uuid,
	"department_id" uuid,
	"added_at" timestamp with time zone NOT NULL,
	CONSTRAINT "observers_one" CHECK (("observers"."user_id" is null) <> ("observers"."department_id" is null))
);
--> statement-breakpoint
CREATE TABLE "pending_periods" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL,
	"type" text NOT NULL,
	"reason" text NOT NULL,
	"started_by" uuid,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "pending_periods_type" CHECK ("pending_periods"."type" in ('requester', 'third_party', 'team'))
);
--> statement-breakpoint
CREATE TABLE "ratings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"closing_id" uuid NOT NULL,
	"ticket_id" uuid NOT NULL,
	"department_id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"attendant_id" uuid,
	"author_id" uuid,
	"stars" smallint NOT NULL,
	"comment" text,
	"state" text DEFAULT 'visible' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "ratings_stars" CHECK ("ratings"."stars" between 1 and 5),
	CONSTRAINT "ratings_state" CHECK ("ratings"."state" in ('visible', 'approved', 'hidden'))
);
--> statement-breakpoint
CREATE TABLE "read_marks" (
	"user_id" uuid NOT NULL,
	"ticket_id" uuid NOT NULL,
	"read_at" timestamp with time zone NOT NULL,
	CONSTRAINT "read_marks_user_id_ticket_id_pk" PRIMARY KEY("user_id","ticket_id")
);
--> statement-breakpoint
CREATE TABLE "solutions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"origin" text NOT NULL,
	"proposed_by" uuid,
	"proposed_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"decided_by" uuid,
	"decided_at" timestamp with time zone,
	"decision_message_id" uuid,
	CONSTRAINT "solutions_origin" CHECK ("solutions"."origin" in ('staff', 'lack_of_answer')),
	CONSTRAINT "solutions_state" CHECK ("solutions"."state" in ('waiting', 'approved', 'refused', 'withdrawn', 'lapsed')),
	CONSTRAINT "solutions_decided" CHECK (("solutions"."state" = 'waiting') = ("solutions"."decided_at" is null))
);
--> statement-breakpoint
CREATE TABLE "ticket_identifiers" (
	"ticket_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	CONSTRAINT "ticket_identifiers_ticket_id_kind_value_pk" PRIMARY KEY("ticket_id","kind","value"),
	CONSTRAINT "ticket_identifiers_kind" CHECK ("ticket_identifiers"."kind" in ('plate', 'chassis', 'renavam', 'cpf', 'cnpj'))
);
--> statement-breakpoint
CREATE TABLE "ticket_links" (
	"from_id" uuid NOT NULL,
	"to_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "ticket_links_from_id_to_id_kind_pk" PRIMARY KEY("from_id","to_id","kind"),
	CONSTRAINT "ticket_links_kind" CHECK ("ticket_links"."kind" in ('continues', 'split', 'merged'))
);
--> statement-breakpoint
CREATE TABLE "ticket_search" (
	"ticket_id" uuid PRIMARY KEY NOT NULL,
	"public" "tsvector" NOT NULL,
	"staff" "tsvector" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tickets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" bigint GENERATED BY DEFAULT AS IDENTITY (sequence name "ticket_number" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"title" text NOT NULL,
	"status" text NOT NULL,
	"requester_id" uuid NOT NULL,
	"institution_id" uuid,
	"department_id" uuid NOT NULL,
	"service_id" uuid NOT NULL,
	"form_version_id" uuid NOT NULL,
	"subject_id" text NOT NULL,
	"answers" jsonb NOT NULL,
	"channel" text NOT NULL,
	"locality" text,
	"contact_email" text,
	"contact_phone" text,
	"priority" text DEFAULT 'normal' NOT NULL,
	"assignee_id" uuid,
	"reviewer_id" uuid,
	"last_attendant_id" uuid,
	"pending_from" text,
	"pending_type" text,
	"pending_reason" text,
	"opened_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"status_since" timestamp with time zone NOT NULL,
	"resolved_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"closed_by" text,
	"reopen_count" integer DEFAULT 0 NOT NULL,
	"still_needed_count" integer DEFAULT 0 NOT NULL,
	"submission_key" uuid NOT NULL,
	CONSTRAINT "tickets_status" CHECK ("tickets"."status" in ('new', 'in_review', 'assigned', 'pending', 'validating', 'resolved', 'closed', 'rejected', 'cancelled')),
	CONSTRAINT "tickets_channel" CHECK ("tickets"."channel" in ('portal', 'phone', 'email', 'in_person', 'mail', 'api')),
	CONSTRAINT "tickets_priority" CHECK ("tickets"."priority" in ('low', 'normal', 'high', 'urgent')),
	CONSTRAINT "tickets_pending_type" CHECK ("tickets"."pending_type" in ('requester', 'third_party', 'team')),
	CONSTRAINT "tickets_closed_by" CHECK ("tickets"."closed_by" in ('approval', 'window', 'lapse', 'merge')),
	CONSTRAINT "tickets_pending" CHECK (("tickets"."status" = 'pending') = ("tickets"."pending_type" is not null and "tickets"."pending_from" is not null and "tickets"."pending_reason" is not null)),
	CONSTRAINT "tickets_closed" CHECK (("tickets"."status" = 'closed') = ("tickets"."closed_by" is not null))
);
--> statement-breakpoint
CREATE TABLE "unpublished_events" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_uploader_id_users_id_fk" FOREIGN KEY ("uploader_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "drafts" ADD CONSTRAINT "drafts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "form_versions" ADD CONSTRAINT "form_versions_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "form_versions" ADD CONSTRAINT "form_versions_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_classes" ADD CONSTRAINT "service_classes_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_classes" ADD CONSTRAINT "service_classes_class_id_permission_classes_id_fk" FOREIGN KEY ("class_id") REFERENCES "public"."permission_classes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "services" ADD CONSTRAINT "services_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "services" ADD CONSTRAINT "services_category_id_categories_id_fk" FOREIGN KEY ("category_id") REFERENCES "public"."categories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_recipient_id_users_id_fk" FOREIGN KEY ("recipient_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_events" ADD CONSTRAINT "account_events_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_events" ADD CONSTRAINT "account_events_actor_id_users_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "class_grants" ADD CONSTRAINT "class_grants_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "class_grants" ADD CONSTRAINT "class_grants_class_id_permission_classes_id_fk" FOREIGN KEY ("class_id") REFERENCES "public"."permission_classes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "class_grants" ADD CONSTRAINT "class_grants_granted_by_users_id_fk" FOREIGN KEY ("granted_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_requests" ADD CONSTRAINT "link_requests_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operators" ADD CONSTRAINT "operators_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operators" ADD CONSTRAINT "operators_institution_id_institutions_id_fk" FOREIGN KEY ("institution_id") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "profiles" ADD CONSTRAINT "profiles_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "profiles" ADD CONSTRAINT "profiles_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "closings" ADD CONSTRAINT "closings_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "closings" ADD CONSTRAINT "closings_attendant_id_users_id_fk" FOREIGN KEY ("attendant_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deadlines" ADD CONSTRAINT "deadlines_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "observers" ADD CONSTRAINT "observers_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "observers" ADD CONSTRAINT "observers_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "observers" ADD CONSTRAINT "observers_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pending_periods" ADD CONSTRAINT "pending_periods_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pending_periods" ADD CONSTRAINT "pending_periods_started_by_users_id_fk" FOREIGN KEY ("started_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ratings" ADD CONSTRAINT "ratings_closing_id_closings_id_fk" FOREIGN KEY ("closing_id") REFERENCES "public"."closings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ratings" ADD CONSTRAINT "ratings_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ratings" ADD CONSTRAINT "ratings_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ratings" ADD CONSTRAINT "ratings_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ratings" ADD CONSTRAINT "ratings_attendant_id_users_id_fk" FOREIGN KEY ("attendant_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ratings" ADD CONSTRAINT "ratings_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "read_marks" ADD CONSTRAINT "read_marks_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "read_marks" ADD CONSTRAINT "read_marks_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "solutions" ADD CONSTRAINT "solutions_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "solutions" ADD CONSTRAINT "solutions_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "solutions" ADD CONSTRAINT "solutions_proposed_by_users_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "solutions" ADD CONSTRAINT "solutions_decided_by_users_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "solutions" ADD CONSTRAINT "solutions_decision_message_id_messages_id_fk" FOREIGN KEY ("decision_message_id") REFERENCES "public"."messages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_identifiers" ADD CONSTRAINT "ticket_identifiers_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_links" ADD CONSTRAINT "ticket_links_from_id_tickets_id_fk" FOREIGN KEY ("from_id") REFERENCES "public"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_links" ADD CONSTRAINT "ticket_links_to_id_tickets_id_fk" FOREIGN KEY ("to_id") REFERENCES "public"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_search" ADD CONSTRAINT "ticket_search_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_requester_id_users_id_fk" FOREIGN KEY ("requester_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_institution_id_institutions_id_fk" FOREIGN KEY ("institution_id") REFERENCES "public"."institutions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_service_id_services_id_fk" FOREIGN KEY ("service_id") REFERENCES "public"."services"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_form_version_id_form_versions_id_fk" FOREIGN KEY ("form_version_id") REFERENCES "public"."form_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_assignee_id_users_id_fk" FOREIGN KEY ("assignee_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_reviewer_id_users_id_fk" FOREIGN KEY ("reviewer_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_last_attendant_id_users_id_fk" FOREIGN KEY ("last_attendant_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "unpublished_events" ADD CONSTRAINT "unpublished_events_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "attachments_stored" ON "attachments" USING btree ("storage_key");--> statement-breakpoint
CREATE UNIQUE INDEX "attachments_view" ON "attachments" USING btree ("view_key");--> statement-breakpoint
CREATE UNIQUE INDEX "attachments_thumb" ON "attachments" USING btree ("thumb_key");--> statement-breakpoint
CREATE INDEX "attachments_ticket" ON "attachments" USING btree ("ticket_id") WHERE "attachments"."ticket_id" is not null;--> statement-breakpoint
CREATE INDEX "attachments_message" ON "attachments" USING btree ("message_id") WHERE "attachments"."message_id" is not null;--> statement-breakpoint
CREATE INDEX "attachments_unclaimed" ON "attachments" USING btree ("uploader_id","place") WHERE "attachments"."claimed_at" is null;--> statement-breakpoint
CREATE INDEX "attachments_sweep" ON "attachments" USING btree ("created_at") WHERE "attachments"."claimed_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "categories_slug" ON "categories" USING btree ("slug");--> statement-breakpoint
CREATE UNIQUE INDEX "drafts_place" ON "drafts" USING btree ("user_id","place");--> statement-breakpoint
CREATE INDEX "drafts_updated" ON "drafts" USING btree ("updated_at");--> statement-breakpoint
CREATE UNIQUE INDEX "form_versions_number" ON "form_versions" USING btree ("service_id","version");--> statement-breakpoint
CREATE UNIQUE INDEX "services_slug" ON "services" USING btree ("slug");--> statement-breakpoint
CREATE INDEX "services_department" ON "services" USING btree ("department_id");--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_once" ON "outbox" USING btree ("event_id","to_address");--> statement-breakpoint
CREATE INDEX "outbox_waiting" ON "outbox" USING btree ("created_at") WHERE "outbox"."delivered_at" is null;--> statement-breakpoint
CREATE INDEX "outbox_newest" ON "outbox" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "outbox_ticket" ON "outbox" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "account_events_user" ON "account_events" USING btree ("user_id","at");--> statement-breakpoint
CREATE INDEX "attempts_window" ON "attempts" USING btree ("window_ends_at");--> statement-breakpoint
CREATE UNIQUE INDEX "class_grants_open" ON "class_grants" USING btree ("operator_id","class_id") WHERE "class_grants"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "departments_slug" ON "departments" USING btree ("slug");--> statement-breakpoint
CREATE INDEX "identities_user" ON "identities" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "institutions_cnpj" ON "institutions" USING btree ("cnpj");--> statement-breakpoint
CREATE INDEX "link_requests_user" ON "link_requests" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "operators_open" ON "operators" USING btree ("user_id") WHERE "operators"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "operators_institution" ON "operators" USING btree ("institution_id");--> statement-breakpoint
CREATE UNIQUE INDEX "permission_classes_code" ON "permission_classes" USING btree ("code");--> statement-breakpoint
CREATE UNIQUE INDEX "profiles_open" ON "profiles" USING btree ("user_id","department_id","role") WHERE "profiles"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "profiles_department" ON "profiles" USING btree ("department_id") WHERE "profiles"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id") WHERE "sessions"."revoked_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "users_cpf" ON "users" USING btree ("cpf");--> statement-breakpoint
CREATE INDEX "users_email" ON "users" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "users_by_name" ON "users" USING btree ("name","id");--> statement-breakpoint
CREATE INDEX "users_name_part" ON "users" USING gin (guiche_unaccent("name") gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "users_email_part" ON "users" USING gin (lower("email") gin_trgm_ops);--> statement-breakpoint
CREATE UNIQUE INDEX "closings_ordinal" ON "closings" USING btree ("ticket_id","ordinal");--> statement-breakpoint
CREATE UNIQUE INDEX "deadlines_open" ON "deadlines" USING btree ("ticket_id","kind") WHERE "deadlines"."settled_at" is null and "deadlines"."cancelled_at" is null;--> statement-breakpoint
CREATE INDEX "deadlines_due" ON "deadlines" USING btree ("due_at") WHERE "deadlines"."settled_at" is null and "deadlines"."cancelled_at" is null;--> statement-breakpoint
CREATE INDEX "events_ticket" ON "events" USING btree ("ticket_id","at","id");--> statement-breakpoint
CREATE INDEX "messages_ticket" ON "messages" USING btree ("ticket_id","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "observers_user" ON "observers" USING btree ("ticket_id","user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "observers_department" ON "observers" USING btree ("ticket_id","department_id");--> statement-breakpoint
CREATE INDEX "observers_by_user" ON "observers" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "observers_by_department" ON "observers" USING btree ("department_id");--> statement-breakpoint
CREATE UNIQUE INDEX "pending_periods_open" ON "pending_periods" USING btree ("ticket_id") WHERE "pending_periods"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "pending_periods_ticket" ON "pending_periods" USING btree ("ticket_id","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "ratings_closing" ON "ratings" USING btree ("closing_id");--> statement-breakpoint
CREATE INDEX "ratings_department" ON "ratings" USING btree ("department_id","created_at","id");--> statement-breakpoint
CREATE INDEX "ratings_ticket" ON "ratings" USING btree ("ticket_id");--> statement-breakpoint
CREATE UNIQUE INDEX "solutions_waiting" ON "solutions" USING btree ("ticket_id") WHERE "solutions"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "solutions_ticket" ON "solutions" USING btree ("ticket_id","proposed_at");--> statement-breakpoint
CREATE INDEX "ticket_identifiers_value" ON "ticket_identifiers" USING btree ("value","ticket_id");--> statement-breakpoint
CREATE INDEX "ticket_links_to" ON "ticket_links" USING btree ("to_id");--> statement-breakpoint
CREATE INDEX "ticket_search_public" ON "ticket_search" USING gin ("public");--> statement-breakpoint
CREATE INDEX "ticket_search_staff" ON "ticket_search" USING gin ("staff");--> statement-breakpoint
CREATE UNIQUE INDEX "tickets_number" ON "tickets" USING btree ("number");--> statement-breakpoint
CREATE UNIQUE INDEX "tickets_submission" ON "tickets" USING btree ("requester_id","submission_key");--> statement-breakpoint
CREATE INDEX "tickets_requester_updated" ON "tickets" USING btree ("requester_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "tickets_requester_number" ON "tickets" USING btree ("requester_id","number");--> statement-breakpoint
CREATE INDEX "tickets_requester_status" ON "tickets" USING btree ("requester_id","status","updated_at","id");--> statement-breakpoint
CREATE INDEX "tickets_institution_updated" ON "tickets" USING btree ("institution_id","updated_at","id") WHERE "tickets"."institution_id" is not null;--> statement-breakpoint
CREATE INDEX "tickets_institution_number" ON "tickets" USING btree ("institution_id","number") WHERE "tickets"."institution_id" is not null;--> statement-breakpoint
CREATE INDEX "tickets_department_number" ON "tickets" USING btree ("department_id","number");--> statement-breakpoint
CREATE INDEX "tickets_department_updated" ON "tickets" USING btree ("department_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "tickets_department_status" ON "tickets" USING btree ("department_id","status","updated_at","id");--> statement-breakpoint
CREATE INDEX "tickets_unassigned" ON "tickets" USING btree ("department_id","status_since","id") WHERE "tickets"."assignee_id" is null and "tickets"."status" in ('new', 'in_review', 'assigned', 'pending', 'validating');--> statement-breakpoint
CREATE INDEX "tickets_assignee" ON "tickets" USING btree ("assignee_id","updated_at","id") WHERE "tickets"."assignee_id" is not null;