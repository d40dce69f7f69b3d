-- How many runs the workers of a site may hold at once. A site without a row has no limit, and needs none to be used.
CREATE TABLE "site" (
    "name" TEXT NOT NULL,
    "run_limit" INTEGER,

    CONSTRAINT "site_pkey" PRIMARY KEY ("name")
);
