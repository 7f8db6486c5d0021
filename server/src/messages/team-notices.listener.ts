import { Injectable } from '@nestjs/common';
import type { Message } from '@siyu/shared';
import { Outbox } from '../platform/outbox.js';
import type { Tx } from '../platform/transaction.js';
import { Notices } from './notices.service.js';

/** What is told of a team, as messages need it. */
interface TeamNews {
  teamId: string;
  goods: string;
  members: readonly { shopperId: string; orderId: string }[];
}

/** Tells those who have paid what becomes of their team. */
@Injectable()
export class TeamNoticesListener {
  constructor(
    private readonly notices: Notices,
    outbox: Outbox,
  ) {
    for (const [kind, said] of [
      ['team.succeeded', 'team-succeeded'],
      ['team.failed', 'team-failed'],
    ] as const) {
      outbox.listen({
        name: `messages.${said}`,
        kind,
        handle: async (tx, news) => {
          for (const one of news) await this.tell(tx, said, one, { outcome: said });
        },
      });
    }
    outbox.listen({
      name: 'messages.team-expiring',
      kind: 'team.expiring',
      handle: async (tx, news) => {
        for (const { missing, ...one } of news)
          await this.tell(tx, 'team-expiring', one, { missing });
      },
    });
  }

  private async tell(
    tx: Tx,
    kind: Message['kind'],
    { teamId, goods, members }: TeamNews,
    facts: Message['facts'],
  ): Promise<void> {
    for (const { shopperId, orderId } of members) {
      await this.notices.send(tx, {
        ...{ shopperId, orderId, kind },
        facts: { ...facts, teamId, goods },
        dedupe: `${kind}:${orderId}:${teamId}`,
      });
    }
  }
}
