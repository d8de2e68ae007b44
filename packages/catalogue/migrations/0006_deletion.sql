CREATE TABLE "deletion_items" (
	"deletion_id" text NOT NULL,
	"subject_id" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"batch_id" text NOT NULL,
	"uploads" integer NOT NULL,
	"objects" integer DEFAULT 0 NOT NULL,
	"done_at" timestamp (3) with time zone,
	CONSTRAINT "deletion_items_deletion_id_subject_id_pk" PRIMARY KEY("deletion_id","subject_id")
);
--> statement-breakpoint
CREATE TABLE "deletions" (
	"deletion_id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"actor" text NOT NULL,
	"reason" text NOT NULL,
	"filter" jsonb NOT NULL
);
--> statement-breakpoint
CREATE INDEX "deletion_items_open" ON "deletion_items" USING btree ("deletion_id","subject_id") WHERE "deletion_items"."done_at" is null;