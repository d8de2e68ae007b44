CREATE TABLE "batches" (
	"batch_id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"result_id" text NOT NULL,
	"queue" text NOT NULL,
	"result_key" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"sent_epoch" text,
	"acknowledged_at" timestamp (3) with time zone,
	CONSTRAINT "deliveries_result_id_queue_pk" PRIMARY KEY("result_id","queue")
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"document_id" text PRIMARY KEY NOT NULL,
	"owner_upload_id" text NOT NULL,
	"report_id" text,
	"failure_id" text
);
--> statement-breakpoint
CREATE TABLE "findings" (
	"document_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"code" text NOT NULL,
	"severity" text NOT NULL,
	"message" jsonb NOT NULL,
	"spans" jsonb NOT NULL,
	"basis" jsonb NOT NULL,
	CONSTRAINT "findings_document_id_ordinal_pk" PRIMARY KEY("document_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "indicators" (
	"document_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"key" text NOT NULL,
	"value" double precision NOT NULL,
	"unit" text NOT NULL,
	"approximation" text,
	"bound" text,
	"status" text NOT NULL,
	"quantity_ids" jsonb NOT NULL,
	"rule" text NOT NULL,
	CONSTRAINT "indicators_document_id_ordinal_pk" PRIMARY KEY("document_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "parts" (
	"document_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"key" text NOT NULL,
	"state" text NOT NULL,
	"mandatory" boolean NOT NULL,
	"evidence" jsonb,
	CONSTRAINT "parts_document_id_ordinal_pk" PRIMARY KEY("document_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "quantities" (
	"document_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"quantity_id" text NOT NULL,
	"value" double precision NOT NULL,
	"upper" double precision,
	"unit" text NOT NULL,
	"quote" text NOT NULL,
	"start_offset" integer NOT NULL,
	"end_offset" integer NOT NULL,
	"page" integer,
	"approximation" text,
	"bound" text,
	"status" text NOT NULL,
	"subject" text NOT NULL,
	"section_id" text,
	"relation" jsonb,
	CONSTRAINT "quantities_document_id_ordinal_pk" PRIMARY KEY("document_id","ordinal")
);
--> statement-breakpoint
CREATE TABLE "results" (
	"result_id" text PRIMARY KEY NOT NULL,
	"document_id" text NOT NULL,
	"kind" text NOT NULL,
	"result_key" text NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	"title" text,
	"year" integer,
	"jurisdiction" text,
	"place" text,
	"issuer" text,
	"issued_on" date,
	"quantities" integer,
	"indicators" integer,
	"missing_parts" jsonb,
	"findings" integer,
	"stage" text,
	"code" text,
	"category" text,
	"unsupported" boolean DEFAULT false NOT NULL,
	"message" jsonb,
	"detail" text,
	"attempts" integer
);
--> statement-breakpoint
CREATE TABLE "uploads" (
	"upload_id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"etag" text NOT NULL,
	"name" text NOT NULL,
	"batch_id" text NOT NULL,
	"bytes" bigint NOT NULL,
	"profile_id" text NOT NULL,
	"priority" integer NOT NULL,
	"sha256" text,
	"document_id" text,
	"format" text,
	"state" text NOT NULL,
	"duplicate_of" text,
	"stage" text,
	"code" text,
	"redis_epoch" text NOT NULL,
	"enqueued_at" timestamp (3) with time zone NOT NULL,
	"uploaded_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE INDEX "batches_newest" ON "batches" USING btree ("created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "deliveries_open" ON "deliveries" USING btree ("created_at") WHERE "deliveries"."acknowledged_at" is null;--> statement-breakpoint
CREATE INDEX "findings_code" ON "findings" USING btree ("code");--> statement-breakpoint
CREATE INDEX "indicators_key" ON "indicators" USING btree ("key");--> statement-breakpoint
CREATE INDEX "parts_key_state" ON "parts" USING btree ("key","state");--> statement-breakpoint
CREATE INDEX "results_document" ON "results" USING btree ("document_id");--> statement-breakpoint
CREATE INDEX "uploads_account" ON "uploads" USING btree ("batch_id","state");--> statement-breakpoint
CREATE INDEX "uploads_page" ON "uploads" USING btree ("uploaded_at","upload_id");--> statement-breakpoint
CREATE INDEX "uploads_batch_page" ON "uploads" USING btree ("batch_id","uploaded_at","upload_id");--> statement-breakpoint
CREATE INDEX "uploads_failed" ON "uploads" USING btree ("uploaded_at","upload_id") WHERE "uploads"."state" = 'failed';--> statement-breakpoint
CREATE INDEX "uploads_code" ON "uploads" USING btree ("code","uploaded_at") WHERE "uploads"."code" is not null;--> statement-breakpoint
CREATE INDEX "uploads_stage" ON "uploads" USING btree ("stage","uploaded_at") WHERE "uploads"."stage" is not null;--> statement-breakpoint
CREATE INDEX "uploads_in_flight" ON "uploads" USING btree ("upload_id") WHERE "uploads"."state" = 'in-flight';--> statement-breakpoint
CREATE INDEX "uploads_finished" ON "uploads" USING btree ("finished_at");--> statement-breakpoint
CREATE INDEX "uploads_document" ON "uploads" USING btree ("document_id");--> statement-breakpoint
CREATE INDEX "uploads_sha256" ON "uploads" USING btree ("sha256");