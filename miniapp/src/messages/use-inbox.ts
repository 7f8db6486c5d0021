import type { Message } from '@siyu/shared';
import { useState } from 'react';
import { asShopper } from '@/session/as-shopper';
import { sayWhy } from '@/ui/say';
import { useList } from '@/ui/use-list';
import { readMessages } from './api';
import { read } from './unread';

/** The messages, which of them are unread, and marking them as read. */
export function useInbox() {
  const list = useList('messages', (cursor) => asShopper(() => readMessages(cursor)));
  const [readHere, setReadHere] = useState<ReadonlySet<string>>(new Set());
  const isUnread = ({ id, readAt }: Message) => readAt === null && !readHere.has(id);
  const readOne = (message: Message) => {
    if (!isUnread(message)) return;
    setReadHere((before) => new Set(before).add(message.id));
    void read([message.id]).catch(() => undefined);
  };
  const readAll = async () => {
    try {
      await read();
      setReadHere(new Set(list.items.map(({ id }) => id)));
    } catch (error) {
      sayWhy(error);
    }
  };
  return { list, isUnread, readOne, readAll };
}
