CREATE TABLE "prints" (
	"document_id" text NOT NULL,
	"ordinal" integer NOT NULL,
	"print" bigint NOT NULL,
	"start_offset" integer NOT NULL,
	"end_offset" integer NOT NULL,
	CONSTRAINT "prints_document_id_ordinal_pk" PRIMARY KEY("document_id","ordinal")
);
--> statement-breakpoint
ALTER TABLE "results" ADD COLUMN "profile" text;--> statement-breakpoint
CREATE INDEX "prints_print" ON "prints" USING btree ("print");--> statement-breakpoint
CREATE INDEX "results_jurisdiction" ON "results" USING btree ("jurisdiction","year");