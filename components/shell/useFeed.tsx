/** The one stream of a tab that shows no run: what changed in the list, and the numbers beside it, for whoever listens. */
"use client";

import { useQueryClient } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { createContext, use, useEffect, useEffectEvent, useState, useSyncExternalStore, type ReactNode } from "react";
import type { FeedFrame } from "#server/domain/frames.ts";
import { keepOpen, type Connection } from "./keepOpen.ts";
import { useTRPC, useTRPCClient } from "./trpc.ts";

/** A run's page has a stream of its own, which carries everything that it shows. */
export const RUN_PAGE = /^\/runs\/r_/;

type Feed = {
  listen(onFrame: (frame: FeedFrame) => void): () => void;
  /** `id` is where a new stream goes on. */
  tell(id: string, frame: FeedFrame): void;
  cursor(): string | null;
  watch(onChange: () => void): () => void;
  connection(): Connection;
  setConnection: (connection: Connection) => void;
};

function createFeed(): Feed {
  const listeners = new Set<(frame: FeedFrame) => void>();
  const watchers = new Set<() => void>();
  let connection: Connection = "connecting";
  let cursor: string | null = null;
  return {
    listen(onFrame) {
      listeners.add(onFrame);
      return () => listeners.delete(onFrame);
    },
    tell(id, frame) {
      cursor = id;
      for (const listener of listeners) listener(frame);
    },
    cursor: () => cursor,
    watch(onChange) {
      watchers.add(onChange);
      return () => watchers.delete(onChange);
    },
    connection: () => connection,
    setConnection(next) {
      if (next === connection) return;
      connection = next;
      for (const watcher of watchers) watcher();
    },
  };
}

const FeedContext = createContext<Feed | null>(null);

function useFeed(): Feed {
  const feed = use(FeedContext);
  if (!feed) throw new Error("The feed is read outside of its provider.");
  return feed;
}

export function FeedProvider({ children }: { children: ReactNode }) {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [feed] = useState(createFeed);
  const wanted = !RUN_PAGE.test(usePathname());

  const take = useEffectEvent((id: string, frame: FeedFrame) => {
    if (frame.kind === "overview") queryClient.setQueryData(trpc.runs.overview.queryKey(), frame.overview);
    feed.tell(id, frame);
  });

  useEffect(() => {
    if (!wanted) return;
    feed.setConnection("connecting");
    return keepOpen(
      (signs) =>
        client.feed.changes.subscribe(
          { after: feed.cursor() },
          { ...signs, onData: (tracked) => take(tracked.id, tracked.data) },
        ),
      feed.setConnection,
    );
  }, [client, feed, wanted]);

  return <FeedContext value={feed}>{children}</FeedContext>;
}

/** Hears every frame while the component is there. */
export function useFeedFrames(onFrame: (frame: FeedFrame) => void): void {
  const feed = useFeed();
  const hear = useEffectEvent(onFrame);
  useEffect(() => feed.listen((frame) => hear(frame)), [feed]);
}

export function useFeedConnection(): Connection {
  const feed = useFeed();
  return useSyncExternalStore(feed.watch, feed.connection, () => "connecting");
}
