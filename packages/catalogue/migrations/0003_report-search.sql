CREATE TABLE "report_search" (
	"document_id" text PRIMARY KEY NOT NULL,
	"upload_id" text NOT NULL,
	"batch_id" text NOT NULL,
	"uploaded_at" timestamp (3) with time zone NOT NULL,
	"published" boolean NOT NULL,
	"result_id" text NOT NULL,
	"name" text NOT NULL,
	"title" text NOT NULL,
	"place" text NOT NULL,
	"year" integer NOT NULL,
	"profile" text NOT NULL,
	"figures" integer NOT NULL,
	"indicators" integer NOT NULL,
	"findings" integer NOT NULL,
	"missing_parts" text[] NOT NULL,
	"finding_codes" text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "report_texts" (
	"document_id" text PRIMARY KEY NOT NULL,
	"body" text NOT NULL,
	"pairs" integer[] NOT NULL
);
--> statement-breakpoint
DROP INDEX "indicators_key";--> statement-breakpoint
ALTER TABLE "report_search" ADD CONSTRAINT "report_search_document_id_documents_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("document_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_texts" ADD CONSTRAINT "report_texts_document_id_documents_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("document_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "report_search_uploaded" ON "report_search" USING btree ("uploaded_at","document_id") WHERE "report_search"."published";--> statement-breakpoint
CREATE INDEX "report_search_batch" ON "report_search" USING btree ("batch_id","uploaded_at","document_id") WHERE "report_search"."published";--> statement-breakpoint
CREATE INDEX "report_search_year" ON "report_search" USING btree ("year","document_id") WHERE "report_search"."published";--> statement-breakpoint
CREATE INDEX "report_search_place" ON "report_search" USING btree ("place" collate "C","document_id") WHERE "report_search"."published";--> statement-breakpoint
CREATE INDEX "report_search_name" ON "report_search" USING btree ("name" collate "C","document_id") WHERE "report_search"."published";--> statement-breakpoint
CREATE INDEX "report_search_figures" ON "report_search" USING btree ("figures","document_id") WHERE "report_search"."published";--> statement-breakpoint
CREATE INDEX "report_search_indicators" ON "report_search" USING btree ("indicators","document_id") WHERE "report_search"."published";--> statement-breakpoint
CREATE INDEX "report_search_findings" ON "report_search" USING btree ("findings","document_id") WHERE "report_search"."published";--> statement-breakpoint
CREATE INDEX "report_search_missing" ON "report_search" USING gin ("missing_parts");--> statement-breakpoint
CREATE INDEX "report_search_codes" ON "report_search" USING gin ("finding_codes");--> statement-breakpoint
CREATE INDEX "report_search_upload" ON "report_search" USING btree ("upload_id");--> statement-breakpoint
CREATE INDEX "report_texts_pairs" ON "report_texts" USING gin ("pairs");--> statement-breakpoint
CREATE INDEX "indicators_value" ON "indicators" USING btree ("key","value","document_id");
--> statement-breakpoint
ALTER TABLE "report_texts" ALTER COLUMN "pairs" SET STATISTICS 0;--> statement-breakpoint
CREATE FUNCTION report_search_follow() RETURNS trigger LANGUAGE plpgsql AS $$
begin
	update report_search set published = (new.state = 'published') where upload_id = new.upload_id;
	return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER report_search_follows_state AFTER UPDATE OF state ON uploads FOR EACH ROW
	WHEN (old.state IS DISTINCT FROM new.state AND 'published' IN (old.state, new.state))
	EXECUTE FUNCTION report_search_follow();
--> statement-breakpoint
INSERT INTO report_search
SELECT d.document_id, u.upload_id, u.batch_id, u.uploaded_at, u.state = 'published', r.result_id,
	lower(normalize(u.name, NFKC)), lower(normalize(coalesce(r.title, ''), NFKC)), lower(normalize(coalesce(r.place, ''), NFKC)),
	coalesce(r.year, 0), coalesce(r.profile, ''), coalesce(r.quantities, 0), coalesce(r.indicators, 0), coalesce(r.findings, 0),
	ARRAY(SELECT jsonb_array_elements_text(coalesce(r.missing_parts, '[]'))),
	ARRAY(SELECT DISTINCT f.code FROM findings f WHERE f.document_id = d.document_id)
FROM documents d JOIN results r ON r.result_id = d.report_id JOIN uploads u ON u.upload_id = d.owner_upload_id;
