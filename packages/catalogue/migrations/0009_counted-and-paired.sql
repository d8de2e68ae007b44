CREATE FUNCTION letter_pairs(words text) RETURNS integer[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
	SELECT coalesce(array_agg(DISTINCT (ascii(letters[i]) << 16) # ascii(letters[i + 1])), '{}')
	FROM string_to_array(words, NULL) AS letters, generate_series(1, char_length(words) - 1) AS i
$$;
--> statement-breakpoint
CREATE TABLE "batch_accounts" (
	"batch_id" text NOT NULL,
	"slot" integer NOT NULL,
	"published" integer NOT NULL,
	"failed" integer NOT NULL,
	"unsupported" integer NOT NULL,
	"duplicate" integer NOT NULL,
	"in_flight" integer NOT NULL,
	"discarded" integer NOT NULL,
	CONSTRAINT "batch_accounts_batch_id_slot_pk" PRIMARY KEY("batch_id","slot")
);
--> statement-breakpoint
DROP INDEX "uploads_account";--> statement-breakpoint
DROP INDEX "uploads_failed";--> statement-breakpoint
DROP INDEX "uploads_discarded";--> statement-breakpoint
ALTER TABLE "report_search" ADD COLUMN "pairs" integer[] GENERATED ALWAYS AS (letter_pairs("name") || letter_pairs("title") || letter_pairs("place")) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "report_search_pairs" ON "report_search" USING gin ("pairs");--> statement-breakpoint
CREATE INDEX "uploads_state_page" ON "uploads" USING btree ("state","uploaded_at","upload_id");--> statement-breakpoint
CREATE INDEX "uploads_failures" ON "uploads" USING btree ("batch_id","state","stage","code","finished_at") WHERE "uploads"."state" in ('failed', 'unsupported');
--> statement-breakpoint
CREATE FUNCTION batch_accounts_add(batch text, state text, is_discarded boolean, many bigint) RETURNS void LANGUAGE sql AS $$
	INSERT INTO batch_accounts AS a (batch_id, slot, published, failed, unsupported, duplicate, in_flight, discarded)
	SELECT batch, pg_backend_pid() % 64, (state = 'published')::int * many, (state = 'failed')::int * many,
		(state = 'unsupported')::int * many, (state = 'duplicate')::int * many, (state = 'in-flight')::int * many, is_discarded::int * many
	ON CONFLICT (batch_id, slot) DO UPDATE SET published = a.published + excluded.published, failed = a.failed + excluded.failed,
		unsupported = a.unsupported + excluded.unsupported, duplicate = a.duplicate + excluded.duplicate,
		in_flight = a.in_flight + excluded.in_flight, discarded = a.discarded + excluded.discarded
$$;
--> statement-breakpoint
CREATE FUNCTION batch_accounts_follow() RETURNS trigger LANGUAGE plpgsql AS $$
begin
	-- Batches in the order of their names: transactions that change several wait for each other and do not deadlock.
	if tg_op = 'INSERT' then
		perform batch_accounts_add(batch_id, state, discarded, many) from (
			select batch_id, state, discarded_at is not null as discarded, count(*) as many
			from new_rows group by 1, 2, 3 order by 1) as changed;
	elsif tg_op = 'DELETE' then
		perform batch_accounts_add(batch_id, state, discarded, -many) from (
			select batch_id, state, discarded_at is not null as discarded, count(*) as many
			from old_rows group by 1, 2, 3 order by 1) as changed;
	elsif tg_op = 'UPDATE' then
		perform batch_accounts_add(batch_id, state, discarded, many) from (
			select batch_id, state, discarded, sum(one) as many from (
				select batch_id, state, discarded_at is not null as discarded, 1 as one from new_rows
				union all select batch_id, state, discarded_at is not null, -1 from old_rows) as rows
			group by 1, 2, 3 having sum(one) <> 0 order by 1) as changed;
	else
		delete from batch_accounts;
	end if;
	return null;
end $$;
--> statement-breakpoint
CREATE FUNCTION batch_accounts_forget() RETURNS trigger LANGUAGE plpgsql AS $$
begin
	-- Once its rows are locked they stand still; one added meanwhile by another connection stays and is right.
	perform from batch_accounts where batch_id = old.batch_id order by slot for update;
	delete from batch_accounts where batch_id = old.batch_id and 0 = all (
		select unnest(array[sum(published), sum(failed), sum(unsupported), sum(duplicate), sum(in_flight), sum(discarded)])
		from batch_accounts where batch_id = old.batch_id);
	return null;
end $$;
--> statement-breakpoint
CREATE TRIGGER batch_accounts_insert AFTER INSERT ON uploads REFERENCING NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION batch_accounts_follow();
--> statement-breakpoint
CREATE TRIGGER batch_accounts_update AFTER UPDATE ON uploads REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION batch_accounts_follow();
--> statement-breakpoint
CREATE TRIGGER batch_accounts_delete AFTER DELETE ON uploads REFERENCING OLD TABLE AS old_rows
	FOR EACH STATEMENT EXECUTE FUNCTION batch_accounts_follow();
--> statement-breakpoint
CREATE TRIGGER batch_accounts_truncate AFTER TRUNCATE ON uploads
	FOR EACH STATEMENT EXECUTE FUNCTION batch_accounts_follow();
--> statement-breakpoint
CREATE TRIGGER batch_accounts_forget AFTER DELETE ON batches FOR EACH ROW EXECUTE FUNCTION batch_accounts_forget();
--> statement-breakpoint
INSERT INTO batch_accounts
SELECT batch_id, 0, count(*) FILTER (WHERE state = 'published'), count(*) FILTER (WHERE state = 'failed'),
	count(*) FILTER (WHERE state = 'unsupported'), count(*) FILTER (WHERE state = 'duplicate'),
	count(*) FILTER (WHERE state = 'in-flight'), count(*) FILTER (WHERE discarded_at IS NOT NULL)
FROM uploads GROUP BY batch_id;
