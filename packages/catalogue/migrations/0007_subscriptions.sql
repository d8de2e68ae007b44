CREATE TABLE "subscriptions" (
	"name" text PRIMARY KEY NOT NULL,
	"target" jsonb NOT NULL,
	"filter" jsonb NOT NULL,
	"payload" text NOT NULL,
	"state" text NOT NULL,
	"built_in" boolean DEFAULT false NOT NULL,
	"secrets" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"delivered" bigint DEFAULT 0 NOT NULL,
	"last_delivered_at" timestamp (3) with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"last_error_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "deliveries" RENAME COLUMN "queue" TO "subscription";--> statement-breakpoint
ALTER TABLE "deliveries" RENAME COLUMN "acknowledged_at" TO "finished_at";--> statement-breakpoint
DROP INDEX "deliveries_open";--> statement-breakpoint
ALTER TABLE "deliveries" DROP CONSTRAINT "deliveries_result_id_queue_pk";--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_result_id_subscription_pk" PRIMARY KEY("result_id","subscription");--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "document_id" text;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "event" text;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "previous_result_id" text;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "published_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "state" text DEFAULT 'pending' NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "replay" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "error" text;--> statement-breakpoint
UPDATE "deliveries" d SET "document_id" = split_part("result_key", '/', 2),
	"state" = CASE WHEN "finished_at" IS NOT NULL THEN 'delivered' WHEN "sent_at" IS NOT NULL THEN 'sent' ELSE 'pending' END,
	"event" = coalesce((SELECT CASE WHEN r."kind" = 'failure' THEN 'report.failed' ELSE 'report.published' END FROM "results" r WHERE r."result_id" = d."result_id"), 'report.published'),
	"published_at" = coalesce((SELECT r."published_at" FROM "results" r WHERE r."result_id" = d."result_id"), "created_at");--> statement-breakpoint
INSERT INTO "subscriptions" ("name", "target", "filter", "payload", "state", "delivered", "last_delivered_at")
	SELECT "subscription", jsonb_build_object('kind', 'queue', 'queue', "subscription"), '{}', 'full', 'active', count("finished_at"), max("finished_at")
	FROM "deliveries" GROUP BY "subscription";--> statement-breakpoint
ALTER TABLE "deliveries" ALTER COLUMN "document_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ALTER COLUMN "event" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "deliveries" ALTER COLUMN "published_at" SET NOT NULL;--> statement-breakpoint
CREATE INDEX "deliveries_pending" ON "deliveries" USING btree ("subscription","published_at","result_id") WHERE "deliveries"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "deliveries_sent" ON "deliveries" USING btree ("subscription","sent_at") WHERE "deliveries"."state" = 'sent';--> statement-breakpoint
CREATE INDEX "deliveries_dead" ON "deliveries" USING btree ("subscription","published_at") WHERE "deliveries"."state" = 'dead';--> statement-breakpoint
CREATE INDEX "deliveries_document" ON "deliveries" USING btree ("document_id","subscription","published_at");