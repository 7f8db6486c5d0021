import type { PoolConnection } from 'mysql2/promise';
import { assert } from '@siyu/shared';
import type { Tx } from './transaction.js';

interface Asked {
  sql: string;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}

/**
 * Statements on one connection. Those asked for before anyone waits go out in one round trip, in
 * the order asked; the database stops at the first that fails, and then all of the trip has failed.
 */
export class Trips {
  /** What stores take. It knows `query` alone, which is all they use. */
  readonly tx: Tx;
  private asked: Asked[] = [];
  private last: Asked | null = null;
  private isLeaving = false;
  private isOver = false;

  constructor(
    private readonly connection: PoolConnection,
    private readonly tell: (sql: string) => void,
  ) {
    const query = (sql: string, parameters: unknown[] = []) => this.ask(sql, parameters);
    this.tx = { query } as unknown as Tx;
  }

  begin(): void {
    // Its failure is that of the first statement, which is on the same trip.
    this.ask('START TRANSACTION', []).catch(() => undefined);
  }

  /** Goes out behind everything that is asked for until nobody computes any more. */
  commit(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.last = { sql: 'COMMIT', resolve, reject };
      this.leaveSoon();
    });
  }

  private ask(sql: string, parameters: unknown[]): Promise<unknown> {
    assert(!this.isOver, 'a statement after the COMMIT');
    this.leaveSoon();
    return new Promise((resolve, reject) => {
      this.asked.push({ sql: this.connection.format(sql, parameters), resolve, reject });
    });
  }

  /** After all that can be computed without waiting for anything. */
  private leaveSoon(): void {
    if (this.isLeaving) return;
    this.isLeaving = true;
    process.nextTick(() => void this.leave());
  }

  private async leave(): Promise<void> {
    const asked = this.last ? [...this.asked, this.last] : this.asked;
    this.isOver = this.last !== null;
    this.asked = [];
    this.isLeaving = false;
    for (const { sql } of asked) this.tell(sql);
    try {
      const [results] = await this.connection.query(asked.map(({ sql }) => sql).join(';\n'));
      const each = asked.length === 1 ? [results] : (results as unknown[]);
      asked.forEach(({ resolve }, at) => resolve(each[at]));
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }
}
