/** An item whose outgoing messages may not have been sent. */
type PendingItem<Key, Message> = { key: Key; messages: Message[] };

/** The port to the items of one table that wait to be published. */
export type OutboxTable<Key = unknown, Message = unknown> = {
  /** Items marked before `before`, RFC 3339 UTC. */
  pending(before: string): AsyncIterable<PendingItem<Key, Message>>;
  /** Sends the messages, then takes them off the item. */
  publish(item: PendingItem<Key, Message>): Promise<void>;
};
