import { Injectable } from '@nestjs/common';
import { assert, type EarlyAccessOffer } from '@siyu/shared';
import type { EntityManager } from 'typeorm';

type Db = Pick<EntityManager, 'query'>;

interface Answers {
  /** Who is let in early, out of memory. */
  offered: (db: Db) => Promise<readonly EarlyAccessOffer[]>;
  /** How many minutes early this shopper is; 0 for not at all. */
  minutesOf: (db: Db, shopperId: string, now: Date) => Promise<number>;
}

/** Who may buy before a slot begins: membership answers, which is no business of promotions. */
@Injectable()
export class EarlyAccess {
  private answers: Answers | null = null;

  register(answers: Answers): void {
    this.answers = answers;
  }

  /** Everybody who is let in early, the earliest first. */
  async offered(db: Db): Promise<EarlyAccessOffer[]> {
    assert(this.answers, 'nobody answers for members');
    return [...(await this.answers.offered(db))].sort((a, b) => b.minutes - a.minutes);
  }

  /** How many minutes early anybody is let in; 0 for nobody. */
  async mostMinutes(db: Db): Promise<number> {
    return (await this.offered(db))[0]?.minutes ?? 0;
  }

  /** How many minutes early this shopper is let in. Where nobody is, it costs no statement. */
  async minutesOf(db: Db, shopperId: string, now: Date): Promise<number> {
    assert(this.answers, 'nobody answers for members');
    return (await this.mostMinutes(db)) === 0 ? 0 : this.answers.minutesOf(db, shopperId, now);
  }
}
