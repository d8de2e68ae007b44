CREATE TABLE "steering" (
	"scope" text NOT NULL,
	"name" text NOT NULL,
	"version" bigint NOT NULL,
	"paused_at" timestamp (3) with time zone,
	"concurrency" integer,
	"priority" text,
	CONSTRAINT "steering_scope_name_pk" PRIMARY KEY("scope","name")
);
--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "discarded_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "uploads" ADD COLUMN "discard_reason" text;--> statement-breakpoint
CREATE INDEX "uploads_discarded" ON "uploads" USING btree ("batch_id") WHERE "uploads"."discarded_at" is not null;