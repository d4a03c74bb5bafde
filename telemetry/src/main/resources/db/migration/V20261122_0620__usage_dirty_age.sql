-- Since when a change waits to be taken into usage: one that nobody can take shows by its age. What a
-- claim has left over is a change of its own, and young.
ALTER TABLE usage_dirty ADD COLUMN made_at timestamptz NOT NULL DEFAULT now();
