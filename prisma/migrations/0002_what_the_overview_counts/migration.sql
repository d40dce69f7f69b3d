-- The overview sums the tokens of the last 24 hours, once a second while somebody looks.
CREATE INDEX "turn_ended" ON "turn"("ended_at");
