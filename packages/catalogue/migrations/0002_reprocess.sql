CREATE TABLE "reprocess_items" (
	"run_id" text NOT NULL,
	"document_id" text NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"sent_epoch" text,
	"compared_at" timestamp (3) with time zone,
	"result_id" text,
	"failed" boolean DEFAULT false NOT NULL,
	"change_count" integer DEFAULT 0 NOT NULL,
	"changes" jsonb,
	"published_at" timestamp (3) with time zone,
	CONSTRAINT "reprocess_items_run_id_document_id_pk" PRIMARY KEY("run_id","document_id")
);
--> statement-breakpoint
CREATE TABLE "reprocess_runs" (
	"run_id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"state" text NOT NULL,
	"filter" jsonb NOT NULL,
	"unchanged" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
ALTER TABLE "results" ADD COLUMN "versions" jsonb;--> statement-breakpoint
CREATE INDEX "reprocess_items_open" ON "reprocess_items" USING btree ("run_id","document_id") WHERE "reprocess_items"."compared_at" is null;