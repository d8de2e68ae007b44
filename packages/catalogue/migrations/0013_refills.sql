CREATE TABLE "refills" (
	"begun" integer DEFAULT 0 NOT NULL,
	"done" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
INSERT INTO "refills" DEFAULT VALUES;